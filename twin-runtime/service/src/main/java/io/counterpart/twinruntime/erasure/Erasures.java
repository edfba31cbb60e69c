package io.counterpart.twinruntime.erasure;

import io.counterpart.contracts.erasure.ErasureOrder;
import io.counterpart.contracts.erasure.Store;
import io.counterpart.contracts.erasure.StoreErased;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Carries out the orders on topic {@code erasures}: one process at a time, one order at a time, on a thread of its own. An order is
 * acknowledged when its answers are durable; whatever happens before, it comes again and is carried out again.
 */
@ApplicationScoped
public class Erasures {

    private static final Logger LOG = Logger.getLogger(Erasures.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final List<Store> OURS = List.of(Store.QUESTDB, Store.CHECKPOINTS);

    private final OrderLog log;
    private final TenantEraser eraser;
    private final ErasureConfig config;
    private final MeterRegistry meters;
    private final InstantSource clock = InstantSource.system();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("erasures").unstarted(this::run);

    Erasures(OrderLog log, TenantEraser eraser, ErasureConfig config, MeterRegistry meters) {
        this.log = log;
        this.eraser = eraser;
        this.config = config;
        this.meters = meters;
    }

    public void start() {
        thread.start();
    }

    /** Leaves the line; an order that is not done is the next one's. */
    public void stop() {
        stop.countDown();
        thread.interrupt();
    }

    private boolean goesOn() {
        return stop.getCount() > 0;
    }

    private void run() {
        try {
            while (goesOn()) {
                try (OrderLog.Orders orders = log.open()) {
                    serve(orders);
                } catch (IOException e) {
                    if (goesOn()) {
                        LOG.warnf("erasures cannot be read, will try again cause=%s", e.getMessage());
                        pause(config.firstRetry());
                    }
                }
            }
        } catch (InterruptedException e) {
            if (goesOn()) {
                LOG.errorf(e, "erasures are not carried out any more");
            }
        }
    }

    private void serve(OrderLog.Orders orders) throws IOException, InterruptedException {
        while (goesOn()) {
            OrderLog.Given given = orders.next(PATIENCE);
            if (given != null) {
                carryOut(orders, given);
            }
        }
    }

    /** Tries until it is done, or another's: who is first in line is given it again. */
    private void carryOut(OrderLog.Orders orders, OrderLog.Given given) throws IOException, InterruptedException {
        Duration wait = config.firstRetry();
        while (orders.isOurs()) {
            if (isErased(given.order())) {
                for (Store store : OURS) {
                    orders.answer(new StoreErased(given.order().tenant(), store, clock.millis()));
                }
                orders.acknowledge(given);
                return;
            }
            pause(wait);
            wait = shorter(wait.multipliedBy(2), config.lastRetry());
        }
    }

    private boolean isErased(ErasureOrder order) throws InterruptedException {
        long began = System.nanoTime();
        try {
            eraser.erase(order.tenant(), this::pause);
        } catch (IOException | ExecutionException | TimeoutException | RuntimeException e) {
            meters.counter("counterpart.erasure.failures").increment();
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            LOG.warnf("tenant cannot be erased, will try again tenant=%s cause=%s", order.tenant(), cause);
            return false;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        meters.timer("counterpart.erasure.duration").record(took);
        LOG.infof("tenant erased tenant=%s ms=%d", order.tenant(), took.toMillis());
        return true;
    }

    private void pause(Duration time) throws InterruptedException {
        if (stop.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("the service stops");
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
