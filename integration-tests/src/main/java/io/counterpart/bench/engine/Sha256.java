package io.counterpart.bench.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 over numbers and texts. */
final class Sha256 {
    private final MessageDigest digest = fresh();
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    private static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String of(byte[] bytes) {
        Sha256 hash = new Sha256();
        hash.add(bytes);
        return hash.hex();
    }

    void add(byte[] bytes) {
        add(bytes.length);
        digest.update(bytes);
    }

    void add(String text) {
        add(text.getBytes(StandardCharsets.UTF_8));
    }

    void add(long value) {
        digest.update(number.putLong(0, value).array());
    }

    void add(double value) {
        add(Double.doubleToRawLongBits(value));
    }

    /** Of all that was added; then it begins anew. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
