package io.counterpart.contracts.twin;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.json.ContractJson;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A value, or a whole payload, that could not be used; on the {@code rejected} topic, keyed by the device.
 *
 * @param twin whose reading it was
 * @param device who sent it
 * @param position of the message
 * @param ordinal of this rejection among those of the message, from 0
 * @param knownAt when the platform learned it, epoch milliseconds
 * @param reason a stable word, such as {@code unknown-property}
 * @param detail a sentence for the device maker: what was wrong with which part, and what to do
 * @param property the property, where one is to blame
 * @param bytes what the device sent, the first {@value #BYTES_KEPT} bytes of it, base64 (see {@link #kept})
 * @param length how many bytes it sent
 */
public record Rejection(
        TwinId twin,
        DeviceId device,
        long position,
        int ordinal,
        long knownAt,
        RejectionReason reason,
        String detail,
        @Nullable String property,
        String bytes,
        int length) {

    /** How much of a rejected payload is kept. */
    public static final int BYTES_KEPT = 16 << 10;

    /** The part of a payload that is kept, as {@link #bytes()} holds it. */
    public static String kept(byte[] source, int offset, int length) {
        byte[] part = Arrays.copyOfRange(source, offset, offset + Math.min(length, BYTES_KEPT));
        return Base64.getEncoder().encodeToString(part);
    }

    /** Bytes on {@code rejected}. */
    public static final ContractJson<Rejection> JSON = ContractJson.of(Rejection.class);
}
