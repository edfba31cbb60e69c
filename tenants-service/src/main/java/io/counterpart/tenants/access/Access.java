package io.counterpart.tenants.access;

import io.counterpart.contracts.access.AccessDirectory;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** Keeps this service's directory of who may what in step with the topic. Until it has been read once, we are not ready. */
@ApplicationScoped
class Access {

    private static final Logger LOG = Logger.getLogger(Access.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);

    private final AccessDirectory directory = new AccessDirectory();
    private final AccessFeed feed;
    private volatile boolean complete;

    @Inject
    Access(AccessFeed feed) {
        this.feed = feed;
    }

    void start(@Observes @Priority(50) StartupEvent starting) {
        feed.follow(directory::apply)
                .onFailure()
                .invoke(failure -> LOG.warnf(failure, "access cannot be read"))
                .onFailure()
                .retry()
                .withBackOff(FIRST_RETRY, LAST_RETRY)
                .indefinitely()
                .subscribe()
                .with(done -> {
                    complete = true;
                    LOG.infof("access read tenants=%d", directory.tenants().size());
                });
    }

    @Produces
    @Singleton
    AccessDirectory directory() {
        return directory;
    }

    @Produces
    @Readiness
    HealthCheck readiness() {
        return () ->
                HealthCheckResponse.builder().name("access").status(complete).build();
    }
}
