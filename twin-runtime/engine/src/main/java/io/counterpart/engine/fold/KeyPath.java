package io.counterpart.engine.fold;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.input.FrameReader;
import io.counterpart.engine.decoding.Telemetry;
import io.counterpart.engine.state.Layout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** From a value's key, and the component its message speaks for, to the property meant. */
final class KeyPath {

    private static final int PART_MAX = 64;

    private final byte[] path = new byte[PART_MAX + 1 + PART_MAX];
    private int prefixLength;
    private int prefixHash;
    private boolean componentIsLegal = true;

    /** Points it at the component of this reading. */
    void of(FrameReader reading) {
        int length = reading.componentLength();
        componentIsLegal = length <= PART_MAX;
        prefixLength = 0;
        if (length > 0 && componentIsLegal) {
            System.arraycopy(reading.bytes(), reading.componentOffset(), path, 0, length);
            path[length] = '.';
            prefixLength = length + 1;
            prefixHash = Telemetry.hash(path, 0, prefixLength);
        }
    }

    /** Whether keys are names as they stand: the message speaks for the twin itself. */
    boolean isOfTwin() {
        return prefixLength == 0 && componentIsLegal;
    }

    /** The place of the property in the layout, -1 where it has none. */
    int find(Layout layout, int hint, Telemetry telemetry, int value) {
        byte[] bytes = telemetry.keyBytes(value);
        int offset = telemetry.keyOffset(value);
        int length = telemetry.keyLength(value);
        if (prefixLength == 0) {
            return layout.find(hint, bytes, offset, length, telemetry.keyHash(value));
        }
        if (length > PART_MAX) {
            return -1;
        }
        System.arraycopy(bytes, offset, path, prefixLength, length);
        return layout.find(hint, path, 0, prefixLength + length, Telemetry.hash(prefixHash, bytes, offset, length));
    }

    /** The property's name as it was meant, shortened where it is no name at all. */
    String text(Telemetry telemetry, int value) {
        String key = new String(
                telemetry.keyBytes(value),
                telemetry.keyOffset(value),
                telemetry.keyLength(value),
                StandardCharsets.UTF_8);
        String shortened = key.length() <= 2 * PART_MAX + 1 ? key : key.substring(0, 2 * PART_MAX) + "…";
        return new String(path, 0, prefixLength, StandardCharsets.US_ASCII) + shortened;
    }

    /** The name of a property that is not there yet, null where it is none. */
    @Nullable PropertyName name(Telemetry telemetry, int value) {
        if (!componentIsLegal) {
            return null;
        }
        try {
            return new PropertyName(text(telemetry, value));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
