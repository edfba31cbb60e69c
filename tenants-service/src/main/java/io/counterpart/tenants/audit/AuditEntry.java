package io.counterpart.tenants.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * One link of a tenant's chain: changing, moving or removing an entry breaks every hash after it.
 *
 * @param sequence its place, from 1 without gaps
 * @param at when, to the millisecond
 * @param actor who
 * @param action what, such as {@code device.put}
 * @param target on what, such as {@code devices/pump-1}
 * @param requestId with which request
 * @param previous the hash of the entry before, {@link #START} for the first
 * @param hash of all of the above
 */
public record AuditEntry(
        long sequence,
        Instant at,
        String actor,
        String action,
        String target,
        String requestId,
        String previous,
        String hash) {

    /** What the first entry has before it. */
    static final String START = "0".repeat(64);

    static AuditEntry after(
            long sequence, String previous, Instant at, String actor, String action, String target, String requestId) {
        String hash = hash(sequence, at, actor, action, target, requestId, previous);
        return new AuditEntry(sequence, at, actor, action, target, requestId, previous, hash);
    }

    boolean follows(long lastSequence, String lastHash) {
        return sequence == lastSequence + 1
                && previous.equals(lastHash)
                && hash.equals(hash(sequence, at, actor, action, target, requestId, previous));
    }

    /** Each part goes in with its length, so that no two entries are the same bytes. */
    private static String hash(
            long sequence, Instant at, String actor, String action, String target, String requestId, String previous) {
        StringBuilder text = new StringBuilder();
        for (String part : new String[] {
            Long.toString(sequence), Long.toString(at.toEpochMilli()), actor, action, target, requestId, previous
        }) {
            text.append(part.length()).append(':').append(part);
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
