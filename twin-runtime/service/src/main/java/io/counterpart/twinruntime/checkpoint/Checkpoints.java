package io.counterpart.twinruntime.checkpoint;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.twin.Checkpoint;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps the states of folds as objects {@code checkpoints/{tenant}/{partition}/{index}-{hash}.ckpt}. The hash stands in the name because
 * an owner that was fenced may have written one of the same index: neither may overwrite the other's. It waits for the storage: not
 * for a lane's thread.
 */
@ApplicationScoped
public class Checkpoints {

    /** How many are kept of a partition, the newest included. */
    static final int KEPT = 3;

    private static final String SUFFIX = ".ckpt";

    private final ObjectStorage storage;
    private final Set<TenantId> erased = ConcurrentHashMap.newKeySet();

    /** Held by those who put; whoever erases waits for them. */
    private final ReadWriteLock puts = new ReentrantReadWriteLock();

    public Checkpoints(ObjectStorage storage) {
        this.storage = storage;
    }

    /** Makes the state durable; the pointer to it is another's to set. */
    public Checkpoint put(PartitionId partition, long index, long knownAt, byte[] state) throws IOException {
        String sha256 = sha256(state);
        String name = folder(partition) + "/" + index + "-" + sha256.substring(0, 16) + SUFFIX;
        putUnlessErased(partition.tenant(), name, state);
        return new Checkpoint(index, name, state.length, sha256, knownAt);
    }

    private void putUnlessErased(TenantId tenant, String name, byte[] state) throws IOException {
        puts.readLock().lock();
        try {
            if (erased.contains(tenant)) {
                throw new IOException("the tenant is erased: " + tenant);
            }
            storage.put(name, state);
        } finally {
            puts.readLock().unlock();
        }
    }

    /**
     * The state that a pointer names.
     *
     * @throws IOException when it is not there, or not what was written
     */
    public byte[] get(Checkpoint pointer) throws IOException {
        byte[] state = storage.get(pointer.object());
        if (!sha256(state).equals(pointer.sha256())) {
            throw new IOException("checkpoint is damaged: " + pointer.object());
        }
        return state;
    }

    /**
     * Deletes what is older than this pointer and not among the newest. Only older ones: should we be fenced by now, the new
     * owner's are newer.
     */
    public void prune(PartitionId partition, Checkpoint newest) throws IOException {
        List<String> older = storage.list(folder(partition)).stream()
                .filter(name -> name.endsWith(SUFFIX) && indexOf(name) < newest.index())
                .sorted(Comparator.comparingLong(Checkpoints::indexOf).reversed())
                .skip(KEPT - 1)
                .toList();
        for (String name : older) {
            storage.delete(name);
        }
    }

    /** Deletes all that is kept of the tenant, and keeps nothing of it ever again. */
    public void erase(TenantId tenant) throws IOException {
        puts.writeLock().lock();
        try {
            erased.add(tenant);
        } finally {
            puts.writeLock().unlock();
        }
        storage.deleteFolder(folder(tenant));
    }

    private static long indexOf(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        return Long.parseLong(file.substring(0, file.lastIndexOf('-')));
    }

    private static String folder(PartitionId partition) {
        return folder(partition.tenant()) + "/" + partition.epoch() + "-" + partition.number();
    }

    private static String folder(TenantId tenant) {
        return "checkpoints/" + tenant;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
