package io.counterpart.bench;

import io.counterpart.platform.LocalPlatform;
import java.nio.file.Path;

/** The platform that is measured: without what an earlier run left, for figures must not depend on it. */
final class BenchPlatform {
    private BenchPlatform() {}

    /** Started in this folder; ended with this program at the latest, however that ends. */
    static LocalPlatform startedIn(Path home) {
        return started(LocalPlatform.builder().home(home));
    }

    /** The same with what else it was told. */
    static LocalPlatform started(LocalPlatform.Builder builder) {
        LocalPlatform platform = builder.durable(true).build();
        platform.forget();
        Runtime.getRuntime().addShutdownHook(new Thread(platform::close));
        platform.start();
        return platform;
    }
}
