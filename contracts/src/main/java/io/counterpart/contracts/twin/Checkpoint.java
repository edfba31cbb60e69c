package io.counterpart.contracts.twin;

import io.counterpart.contracts.json.ContractJson;

/**
 * The pointer to a partition's newest checkpoint: the last message of its {@code control} topic, keyed {@value #KEY}.
 *
 * @param index the broker's index of the last frame that the checkpoint holds; what is at or below it is skipped
 * @param object the checkpoint's name in object storage
 * @param bytes its size
 * @param sha256 of its bytes, hexadecimal
 * @param knownAt of its last frame, epoch milliseconds
 */
public record Checkpoint(long index, String object, long bytes, String sha256, long knownAt) {

    public static final String KEY = "checkpoint";

    /** Bytes on {@code control}. */
    public static final ContractJson<Checkpoint> JSON = ContractJson.of(Checkpoint.class);
}
