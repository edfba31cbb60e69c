package io.counterpart.tenants.keycloak;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.tenants.http.RestClient;
import io.counterpart.tenants.provisioning.IdentityProviderAdmin;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keycloak's administration of the realm {@code counterpart}, by fixed calls alone. */
@ApplicationScoped
class KeycloakAdmin implements IdentityProviderAdmin {

    private static final Set<Integer> FOUND = Set.of(200);
    private static final Set<Integer> MADE_OR_THERE = Set.of(201, 204, 409);
    private static final Set<Integer> REMOVED_OR_GONE = Set.of(204, 400, 404);

    private final RestClient realm;

    @Inject
    KeycloakAdmin(Vertx vertx, KeycloakConfig config, Clock clock) {
        WebClient client = WebClient.create(vertx);
        ServiceToken token =
                new ServiceToken(client, config.url() + "/realms/counterpart", config.clientSecret(), clock);
        this.realm = new RestClient(client, config.url() + "/admin/realms/counterpart", token::get);
    }

    /** Name and alias are both the tenant's id: Keycloak wants names unique, and what people call a tenant need not be. */
    @Override
    public Uni<Void> ensureOrganization(TenantId tenant) {
        return realm.call(
                        HttpMethod.POST,
                        "/organizations",
                        Map.of(
                                "name",
                                tenant.value(),
                                "alias",
                                tenant.value(),
                                "enabled",
                                true,
                                "domains",
                                List.of(Map.of("name", tenant + ".tenant.invalid", "verified", false))),
                        MADE_OR_THERE)
                .replaceWithVoid();
    }

    @Override
    public Uni<String> ensureMember(TenantId tenant, String email) {
        return ensurePerson(email)
                .call(subject -> organization(tenant)
                        .map(found -> found.orElseThrow(() -> new IllegalStateException("no organization " + tenant)))
                        .chain(organization -> realm.call(
                                HttpMethod.POST,
                                "/organizations/" + organization + "/members",
                                subject,
                                MADE_OR_THERE)));
    }

    private Uni<String> ensurePerson(String email) {
        return person(email)
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(found.get())
                        : invite(email).chain(() -> person(email)).map(Optional::orElseThrow));
    }

    private Uni<Void> invite(String email) {
        return realm.call(
                        HttpMethod.POST,
                        "/users",
                        Map.of(
                                "username",
                                email,
                                "email",
                                email,
                                "enabled",
                                true,
                                "requiredActions",
                                List.of("VERIFY_EMAIL", "UPDATE_PASSWORD")),
                        MADE_OR_THERE)
                .replaceWithVoid();
    }

    private Uni<Optional<String>> person(String email) {
        return realm.call(
                        HttpMethod.GET,
                        "/users?exact=true&briefRepresentation=true&email=" + encode(email),
                        null,
                        FOUND)
                .map(answer -> idOf(answer, "email", email));
    }

    @Override
    public Uni<Void> removeMember(TenantId tenant, String subject) {
        return organization(tenant)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : realm.call(
                                        HttpMethod.DELETE,
                                        "/organizations/" + found.get() + "/members/" + encode(subject),
                                        null,
                                        REMOVED_OR_GONE)
                                .replaceWithVoid());
    }

    @Override
    public Uni<Void> removeOrganization(TenantId tenant) {
        return organization(tenant)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : realm.call(HttpMethod.DELETE, "/organizations/" + found.get(), null, REMOVED_OR_GONE)
                                .replaceWithVoid());
    }

    private Uni<Optional<String>> organization(TenantId tenant) {
        return realm.call(HttpMethod.GET, "/organizations?exact=true&search=" + encode(tenant.value()), null, FOUND)
                .map(answer -> idOf(answer, "alias", tenant.value()));
    }

    private static Optional<String> idOf(HttpResponse<Buffer> answer, String member, String value) {
        JsonArray found = answer.bodyAsJsonArray();
        return found.stream()
                .map(JsonObject.class::cast)
                .filter(candidate -> value.equalsIgnoreCase(candidate.getString(member)))
                .map(candidate -> candidate.getString("id"))
                .findFirst();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
