package io.counterpart.twinruntime.ownership;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.engine.fold.FoldLimits;
import io.counterpart.engine.fold.TypeCatalog;
import io.counterpart.twinruntime.backfill.PastWork;
import io.counterpart.twinruntime.checkpoint.Checkpoints;
import io.counterpart.twinruntime.checkpoint.HistoryDisk;
import io.counterpart.twinruntime.outputs.StateAllowance;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/**
 * What all owners share.
 *
 * @param log the log
 * @param checkpoints where states are kept
 * @param disk under the rows
 * @param types the tenants' types
 * @param past who works out twins' pasts
 * @param partitions how many partitions a tenant has
 * @param limits the folds' bounds
 * @param config how partitions are held
 * @param meters what is counted
 * @param states how many may be published
 * @param clock the time
 * @param nanoTime a clock that does not go back
 * @param waiting runs what waits for disks
 */
record Surroundings(
        PartitionLog log,
        Checkpoints checkpoints,
        HistoryDisk disk,
        TypeCatalog types,
        PastWork past,
        ToIntFunction<TenantId> partitions,
        FoldLimits limits,
        OwnershipConfig config,
        OwnershipMeters meters,
        StateAllowance states,
        InstantSource clock,
        LongSupplier nanoTime,
        Executor waiting) {}
