package io.counterpart.contracts.input;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TwinId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Who speaks in a reading, as bytes that a device's session makes once and every reading of it repeats: generation of the
 * credential (4 bytes), then twin and device, each a length byte and ASCII.
 */
public final class Speaker {

    private final byte[] bytes;

    /**
     * @param twin the twin that the device is bound to
     * @param device the device
     * @param generation of the device's binding and credentials, as the {@code access} topic numbers them
     */
    public Speaker(TwinId twin, DeviceId device, int generation) {
        byte[] t = twin.value().getBytes(StandardCharsets.US_ASCII);
        byte[] d = device.value().getBytes(StandardCharsets.US_ASCII);
        bytes = ByteBuffer.allocate(4 + 1 + t.length + 1 + d.length)
                .putInt(generation)
                .put((byte) t.length)
                .put(t)
                .put((byte) d.length)
                .put(d)
                .array();
    }

    int length() {
        return bytes.length;
    }

    byte[] bytes() {
        return bytes;
    }
}
