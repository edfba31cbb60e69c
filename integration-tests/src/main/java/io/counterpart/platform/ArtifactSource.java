package io.counterpart.platform;

import java.nio.file.Path;

/** Where server archives come from. */
@FunctionalInterface
interface ArtifactSource {
    /** Puts the archive into the folder and says where. */
    Path fetch(ServerArtifact artifact, Path folder);
}
