package io.counterpart.twinruntime.erasure;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.twinruntime.checkpoint.Checkpoints;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Empties history, object storage and what devices are told of a tenant: first nobody here may hold anything of it, then all is erased, and after a while
 * once more, for another process may have been slower to let go. It waits: not for a lane's thread, nor for an event loop.
 */
@Singleton
final class TenantEraser {

    private final TenantHolder holder;
    private final HistoryErasure history;
    private final Checkpoints checkpoints;
    private final DeviceErasure devices;
    private final ErasureConfig config;

    TenantEraser(
            TenantHolder holder,
            HistoryErasure history,
            Checkpoints checkpoints,
            DeviceErasure devices,
            ErasureConfig config) {
        this.holder = holder;
        this.history = history;
        this.checkpoints = checkpoints;
        this.devices = devices;
        this.config = config;
    }

    /** Lets time pass, for as long as this process goes on. */
    @FunctionalInterface
    interface Pause {
        void pass(Duration time) throws InterruptedException;
    }

    /** Returns when none of them holds anything of the tenant. */
    void erase(TenantId tenant, Pause pause)
            throws IOException, ExecutionException, TimeoutException, InterruptedException {
        holder.letGo(tenant).toCompletableFuture().get(config.letGoWithin().toMillis(), TimeUnit.MILLISECONDS);
        eraseOnce(tenant);
        pause.pass(config.lookAgainAfter());
        eraseOnce(tenant);
    }

    private void eraseOnce(TenantId tenant) throws IOException, ExecutionException, InterruptedException {
        // Without a bound: what goes on in history cannot be called back, and a second one beside it would do harm.
        CompletionStage<Void> erased = history.erase(tenant);
        erased.toCompletableFuture().get();
        checkpoints.erase(tenant);
        devices.erase(tenant);
    }
}
