package io.counterpart.history.layout;

import io.counterpart.contracts.identity.TenantId;
import java.nio.charset.StandardCharsets;

/**
 * A part of the tenants, which share tables. Their number is part of every table's name and so recorded in the database's own
 * catalogue; a tenant's bucket follows from its name alone, so no two processes can ever disagree about it.
 *
 * @param number 0 to {@link #COUNT} - 1
 */
public record Bucket(int number) {

    /** Few: a flush is a transaction for each table that it touches. Docs: ADR 4. */
    public static final int COUNT = 4;

    public Bucket {
        if (number < 0 || number >= COUNT) {
            throw new IllegalArgumentException("no such bucket: " + number);
        }
    }

    /** The bucket of this tenant: FNV-1a (64 bit), finished by MurmurHash3's mixer, so that it never moves. */
    public static Bucket of(TenantId tenant) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : tenant.value().getBytes(StandardCharsets.US_ASCII)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return new Bucket((int) Long.remainderUnsigned(hash, COUNT));
    }
}
