package io.counterpart.ingest.mqtt;

import org.jspecify.annotations.Nullable;

/** One kind of what a device is told. On the connection's event loop. */
sealed interface DownSource permits CommandSource, DesiredSource {

    /** Takes what is to be told next: whether it can be sent or not, it does not come again. Null when there is nothing now. */
    @Nullable DownMessage next();
}
