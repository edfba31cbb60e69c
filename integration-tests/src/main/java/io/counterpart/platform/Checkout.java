package io.counterpart.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The source tree that this launcher belongs to: there the services' packaged applications are found. */
final class Checkout {
    private Checkout() {}

    /** As {@code ./counterpart} says, or upwards from here: Maven runs tests in the module's folder. */
    static Path find(Map<String, String> environment) {
        String given = environment.get("COUNTERPART_ROOT");
        if (given != null && !given.isBlank()) {
            return Path.of(given).toAbsolutePath().normalize();
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("counterpart")) && Files.exists(folder.resolve("pom.xml"))) {
                return folder;
            }
        }
        throw new PlatformException("Not inside a checkout of Counterpart: COUNTERPART_ROOT says where it is.");
    }
}
