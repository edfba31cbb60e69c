package io.counterpart.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Fetches archives with the installed Maven, so that its settings (mirrors, proxies, local repository) apply. */
final class MavenArtifacts implements ArtifactSource {
    private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";

    private final Map<String, String> environment;

    MavenArtifacts(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Path fetch(ServerArtifact artifact, Path folder) {
        // Run in the folder itself: there is no project there, so the plugin runs once, with the person's settings
        // alone.
        Tool.run(
                "fetch " + artifact.coordinates(),
                List.of(
                        environment.getOrDefault("COUNTERPART_MVN", "mvn"),
                        "-B",
                        "-q",
                        COPY,
                        "-Dartifact=" + artifact.coordinates(),
                        "-DoutputDirectory=" + folder),
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                folder);
        Path archive = folder.resolve(artifact.fileName());
        if (!Files.exists(archive)) {
            throw new PlatformException("Maven fetched " + artifact.coordinates() + " but left no " + archive);
        }
        return archive;
    }
}
