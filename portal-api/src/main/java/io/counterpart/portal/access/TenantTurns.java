package io.counterpart.portal.access;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.portal.problem.ApiProblem;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many of something each tenant has running at once in this process, and the bound on it. */
public final class TenantTurns {

    private final int most;
    private final String quota;
    private final String refusal;
    private final Map<TenantId, Integer> running = new HashMap<>();

    /**
     * @param most how many one tenant may have at once
     * @param quota what the problem names as its {@code quota}
     * @param refusal what one too many is told
     */
    public TenantTurns(int most, String quota, String refusal) {
        this.most = most;
        this.quota = quota;
        this.refusal = refusal;
    }

    /**
     * Lets one more of the tenant's begin.
     *
     * @return ends the turn; it may be run more than once and from any thread
     * @throws ApiProblem {@code quota-exceeded} if as many run as may
     */
    public synchronized Runnable enter(TenantId tenant) {
        int before = running.getOrDefault(tenant, 0);
        if (before >= most) {
            throw new ApiProblem(ProblemType.QUOTA_EXCEEDED, refusal, Map.of("quota", quota));
        }
        running.put(tenant, before + 1);
        AtomicBoolean left = new AtomicBoolean();
        return () -> {
            if (left.compareAndSet(false, true)) {
                leave(tenant);
            }
        };
    }

    private synchronized void leave(TenantId tenant) {
        running.computeIfPresent(tenant, (who, count) -> count == 1 ? null : count - 1);
    }
}
