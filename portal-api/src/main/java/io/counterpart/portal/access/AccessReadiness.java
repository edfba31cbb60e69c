package io.counterpart.portal.access;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says that nobody can be let in before it is known who may what. */
@Readiness
@Singleton
final class AccessReadiness implements HealthCheck {

    private final AccessFeed feed;

    AccessReadiness(AccessFeed feed) {
        this.feed = feed;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("access").status(feed.isReady()).build();
    }
}
