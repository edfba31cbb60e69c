package io.counterpart.portal.erasure;

import io.counterpart.contracts.erasure.ErasureOrder;
import io.counterpart.contracts.erasure.Store;
import io.counterpart.contracts.erasure.StoreErased;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.json.MalformedContract;
import io.counterpart.contracts.topic.ServiceRole;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.portal.log.TopicLog;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** Carries out the orders on topic {@code erasures}. An order is done when its answer is durable; until then it comes again. */
@Startup
@Singleton
class Erasures {

    private static final Logger LOG = Logger.getLogger(Erasures.class);

    private final TopicLog log;
    private final TenantEraser eraser;
    private final Clock clock;
    private final TopicLog.Following orders;

    Erasures(TopicLog log, TenantEraser eraser, Clock clock) {
        this.log = log;
        this.eraser = eraser;
        this.clock = clock;
        orders = log.carryOut(Topics.ERASURES, ServiceRole.PORTAL_API.role(), this::carryOut);
    }

    private CompletionStage<Void> carryOut(TopicLog.Entry entry) {
        byte[] payload = entry.payload();
        if (payload == null) {
            return CompletableFuture.completedFuture(null);
        }
        try {
            return carryOut(ErasureOrder.JSON.read(payload).tenant()).subscribeAsCompletionStage();
        } catch (MalformedContract e) {
            LOG.errorf("order is not readable, passed over key=%s cause=%s", entry.key(), e.getMessage());
            return CompletableFuture.completedFuture(null);
        }
    }

    private Uni<Void> carryOut(TenantId tenant) {
        return eraser.erase(tenant)
                .chain(() -> Uni.createFrom()
                        .completionStage(() -> answer(new StoreErased(tenant, Store.PORTAL, clock.millis()))))
                .invoke(() -> LOG.infof("tenant erased tenant=%s", tenant));
    }

    private CompletionStage<Void> answer(StoreErased answer) {
        return log.publish(Topics.ERASED, answer.key(), StoreErased.JSON.write(answer));
    }

    @PreDestroy
    void stop() {
        orders.close();
    }
}
