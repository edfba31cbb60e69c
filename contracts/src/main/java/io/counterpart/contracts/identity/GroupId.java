package io.counterpart.contracts.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;

/**
 * The twins that are folded together, named by their root asset: they share a partition, and so an owner and an order.
 *
 * @param value letters, digits, {@code _} and {@code -}, 1 to 64 of them
 */
public record GroupId(@JsonValue String value) {

    @JsonCreator
    public GroupId {
        Names.requireName("group id", value);
    }

    /** The group of a twin that nobody put into another one. */
    public static GroupId of(TwinId twin) {
        return new GroupId(twin.value());
    }

    /**
     * The partition of {@code inputs} this group's messages go to: FNV-1a (64 bit) over the name's bytes, finished by
     * MurmurHash3's mixer. Our own, so that no client library's default can ever move a twin.
     *
     * @param partitions how many the tenant has, 1 or more
     */
    public int partition(int partitions) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : value.getBytes(StandardCharsets.US_ASCII)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return (int) Long.remainderUnsigned(hash, partitions);
    }

    @Override
    public String toString() {
        return value;
    }
}
