package io.counterpart.twinruntime.erasure;

import io.counterpart.contracts.erasure.ErasureOrder;
import io.counterpart.contracts.erasure.StoreErased;
import io.counterpart.contracts.identity.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The topics of erasures in memory. What is not acknowledged comes again when the line is joined anew. */
final class FakeOrders implements OrderLog {

    record Kept(ErasureOrder order) implements Given {}

    final List<StoreErased> answers = new CopyOnWriteArrayList<>();
    final List<Kept> acknowledged = new CopyOnWriteArrayList<>();
    volatile boolean ours = true;
    volatile boolean takesAnswers = true;
    private final List<Kept> all = new CopyOnWriteArrayList<>();

    private final LinkedBlockingQueue<Kept> coming = new LinkedBlockingQueue<>();

    void order(TenantId tenant) {
        Kept order = new Kept(new ErasureOrder(tenant, 0));
        all.add(order);
        coming.add(order);
    }

    /** Whether all that was ordered has been handed out. */
    boolean areTaken() {
        return coming.isEmpty();
    }

    @Override
    public Orders open() {
        coming.clear();
        all.stream().filter(order -> !acknowledged.contains(order)).forEach(coming::add);
        return new Orders() {
            @Override
            public @Nullable Given next(Duration patience) throws IOException {
                try {
                    return coming.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    throw new IOException("interrupted", e);
                }
            }

            @Override
            public boolean isOurs() {
                return ours;
            }

            @Override
            public void answer(StoreErased answer) throws IOException {
                if (!takesAnswers) {
                    throw new IOException("the broker is away");
                }
                answers.add(answer);
            }

            @Override
            public void acknowledge(Given order) {
                acknowledged.add((Kept) order);
            }

            @Override
            public void close() {
                coming.clear();
            }
        };
    }
}
