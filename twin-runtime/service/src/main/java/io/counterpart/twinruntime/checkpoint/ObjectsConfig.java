package io.counterpart.twinruntime.checkpoint;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Where objects are kept. */
@ConfigMapping(prefix = "counterpart.objects")
public interface ObjectsConfig {

    /** The folder that is the object storage. It is made where it is missing. */
    Path folder();
}
