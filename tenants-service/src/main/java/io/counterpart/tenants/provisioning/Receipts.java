package io.counterpart.tenants.provisioning;

import io.counterpart.contracts.erasure.StoreErased;
import io.counterpart.tenants.tenant.Tenants;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Notes what the other services answer to an order of erasure. An answer that cannot be noted now is tried again, for ever. */
@ApplicationScoped
class Receipts {

    private static final Logger LOG = Logger.getLogger(Receipts.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);

    private final ErasureAnswers answers;
    private final Tenants tenants;

    @Inject
    Receipts(ErasureAnswers answers, Tenants tenants) {
        this.answers = answers;
        this.tenants = tenants;
    }

    void start(@Observes @Priority(100) StartupEvent starting) {
        answers.follow(this::note)
                .onFailure()
                .invoke(failure -> LOG.warnf("answers to erasures cannot be read cause=%s", failure.getMessage()))
                .onFailure()
                .retry()
                .withBackOff(FIRST_RETRY, LAST_RETRY)
                .indefinitely()
                .subscribe()
                .with(ended -> LOG.info("answers to erasures are not read any more"));
    }

    private Uni<Void> note(StoreErased answer) {
        return Uni.createFrom()
                .deferred(() -> tenants.answered(answer))
                .invoke(() -> LOG.infof(
                        "store erased tenant=%s store=%s",
                        answer.tenant(), answer.store().word()))
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "answer cannot be noted, is tried again tenant=%s store=%s cause=%s",
                        answer.tenant(), answer.store().word(), failure.getMessage()))
                .onFailure()
                .retry()
                .withBackOff(FIRST_RETRY, LAST_RETRY)
                .indefinitely();
    }
}
