package io.counterpart.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.tukaani.xz.XZInputStream;

/** Unpacks what servers come in. */
final class Archives {
    private Archives() {}

    /** Leaves out the archive's own top folder. */
    static void unpackTarGz(Path archive, Path folder) {
        untar(archive, folder, "-xzf", "--strip-components=1");
    }

    /** PostgreSQL's binaries: a .txz inside a jar. */
    static void unpackTarXzInJar(Path jar, Path folder) throws IOException {
        Path tar = Files.createTempFile(folder, "binaries", ".tar");
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry packed = zip.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .map(ZipEntry.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new IOException("No .txz in " + jar));
            try (InputStream in = new XZInputStream(zip.getInputStream(packed));
                    OutputStream out = Files.newOutputStream(tar)) {
                in.transferTo(out);
            }
            untar(tar, folder, "-xf");
        } finally {
            Files.delete(tar);
        }
    }

    private static void untar(Path archive, Path folder, String flag, String... options) {
        List<String> command =
                new java.util.ArrayList<>(List.of("tar", flag, archive.toString(), "-C", folder.toString()));
        command.addAll(List.of(options));
        Tool.run("unpack " + archive.getFileName(), command, Map.of(), folder);
    }
}
