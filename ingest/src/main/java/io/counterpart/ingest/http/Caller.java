package io.counterpart.ingest.http;

import io.counterpart.ingest.access.DeviceIdentity;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** The device that makes the request at hand. */
@RequestScoped
class Caller {

    private @Nullable DeviceIdentity device;

    void is(DeviceIdentity identified) {
        device = identified;
    }

    DeviceIdentity device() {
        DeviceIdentity identified = device;
        if (identified == null) {
            throw new IllegalStateException("the request came past the filter");
        }
        return identified;
    }
}
