package io.counterpart.tenants.keycloak;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.MultiMap;
import io.vertx.mutiny.ext.web.client.WebClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The token of this service's account, kept until shortly before it ends. */
final class ServiceToken {

    private static final Duration SPARE = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final WebClient client;
    private final String url;
    private final String secret;
    private final Clock clock;
    private volatile Held held = new Held("", Instant.EPOCH);

    ServiceToken(WebClient client, String realm, String secret, Clock clock) {
        this.client = client;
        this.url = realm + "/protocol/openid-connect/token";
        this.secret = secret;
        this.clock = clock;
    }

    /**
     * A token, and until when it is used.
     *
     * @param until shortly before Keycloak stops taking it
     */
    private record Held(String token, Instant until) {}

    Uni<String> get() {
        Held now = held;
        return clock.instant().isBefore(now.until()) ? Uni.createFrom().item(now.token()) : fetch();
    }

    private Uni<String> fetch() {
        MultiMap form = MultiMap.caseInsensitiveMultiMap()
                .add("grant_type", "client_credentials")
                .add("client_id", "tenants-service")
                .add("client_secret", secret);
        return client.postAbs(url).timeout(TIMEOUT.toMillis()).sendForm(form).map(answer -> {
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("Keycloak gave no token: " + answer.statusCode());
            }
            JsonObject body = answer.bodyAsJsonObject();
            String token = body.getString("access_token");
            held = new Held(
                    token,
                    clock.instant().plusSeconds(body.getLong("expires_in")).minus(SPARE));
            return token;
        });
    }
}
