package io.counterpart.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The realm of the local platform, seen through Keycloak's admin interface. It is made by calls and not by Keycloak's import, because
 * an import looks at an existing realm no more, and the portal's address may have moved since.
 */
final class KeycloakRealm {
    static final String REALM = "counterpart";
    static final String TOKEN_CLIENT = "local-platform";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String url;
    private final String admin;
    private final String adminPassword;
    private final Secrets secrets;

    KeycloakRealm(String url, String admin, String adminPassword, Secrets secrets) {
        this.url = url;
        this.admin = admin;
        this.adminPassword = adminPassword;
        this.secrets = secrets;
    }

    /** The secret that holds a client's secret. */
    static String secretOf(String client) {
        return "keycloak-client-" + client;
    }

    /** Makes the realm when there is none, and brings its clients to today's addresses and secrets. */
    void reconcile(Site site) {
        ObjectNode wanted = definition(site);
        Map<String, String> headers = adminHeaders();
        if (Http.get(url + "/admin/realms/" + REALM, headers).status() == 404) {
            Http.post(url + "/admin/realms", headers, wanted).expectDone();
        }
        for (JsonNode client : wanted.get("clients")) {
            String clients = url + "/admin/realms/" + REALM + "/clients";
            String id = client.get("clientId").asText();
            for (JsonNode found :
                    Http.get(clients + "?clientId=" + id, headers).expectOk().json()) {
                ObjectNode update = found.deepCopy();
                update.setAll((ObjectNode) client);
                Http.put(clients + "/" + found.get("id").asText(), headers, update)
                        .expectOk();
            }
        }
    }

    /** A person of the given name, made when there is none. */
    String person(String email, String firstName, String password) {
        String users = url + "/admin/realms/" + REALM + "/users";
        Optional<String> known = userId(email);
        if (known.isPresent()) {
            return known.get();
        }
        ObjectNode user = JSON.objectNode()
                .put("username", email)
                .put("email", email)
                .put("emailVerified", true)
                .put("enabled", true)
                .put("firstName", firstName)
                .put("lastName", "Local");
        user.putArray("credentials")
                .addObject()
                .put("type", "password")
                .put("value", password)
                .put("temporary", false);
        Http.post(users, adminHeaders(), user).expectDone();
        return userId(email).orElseThrow(() -> new PlatformException("Keycloak made no user " + email));
    }

    void giveRealmRole(String userId, String role) {
        String realm = url + "/admin/realms/" + REALM;
        JsonNode description =
                Http.get(realm + "/roles/" + role, adminHeaders()).expectOk().json();
        Http.post(
                        realm + "/users/" + userId + "/role-mappings/realm",
                        adminHeaders(),
                        JSON.arrayNode().add(description))
                .expectOk();
    }

    /** Whether there is an organization of that alias, with the person in it from now on. */
    boolean joinOrganization(String alias, String userId) {
        String organizations = url + "/admin/realms/" + REALM + "/organizations";
        JsonNode found = Http.get(organizations + "?exact=false&max=100&search=" + Http.encode(alias), adminHeaders())
                .expectOk()
                .json();
        for (JsonNode organization : found) {
            if (alias.equals(
                    organization.path("alias").asText(organization.path("name").asText()))) {
                Http.post(
                                organizations + "/" + organization.get("id").asText() + "/members",
                                adminHeaders(),
                                JSON.textNode(userId))
                        .expectDone();
                return true;
            }
        }
        return false;
    }

    /** A bearer token for a person, by password: the local platform's own way in, which the portal's client does not have. */
    String token(String email, String password) {
        return grant(
                REALM,
                Map.of(
                        "client_id",
                        TOKEN_CLIENT,
                        "client_secret",
                        secrets.text(secretOf(TOKEN_CLIENT)),
                        "username",
                        email,
                        "password",
                        password,
                        "grant_type",
                        "password",
                        "scope",
                        "openid"));
    }

    private Optional<String> userId(String email) {
        JsonNode found = Http.get(
                        url + "/admin/realms/" + REALM + "/users?exact=true&username=" + Http.encode(email),
                        adminHeaders())
                .expectOk()
                .json();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(found.get(0).get("id").asText());
    }

    private Map<String, String> adminHeaders() {
        return Http.bearer(grant(
                "master",
                Map.of(
                        "client_id",
                        "admin-cli",
                        "username",
                        admin,
                        "password",
                        adminPassword,
                        "grant_type",
                        "password")));
    }

    private String grant(String realm, Map<String, String> form) {
        return Http.postForm(url + "/realms/" + realm + "/protocol/openid-connect/token", form)
                .expectOk()
                .json()
                .get("access_token")
                .asText();
    }

    private ObjectNode definition(Site site) {
        try (InputStream file = KeycloakRealm.class.getResourceAsStream("realm.json")) {
            ObjectNode realm = (ObjectNode) Http.JSON.readTree(Objects.requireNonNull(file, "realm.json"));
            for (JsonNode client : realm.get("clients")) {
                ((ObjectNode) client)
                        .put(
                                "secret",
                                secrets.text(secretOf(client.get("clientId").asText())));
                if (client.get("clientId").asText().equals("portal")) {
                    portal((ObjectNode) client, site);
                }
            }
            return realm;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read realm.json", e);
        }
    }

    private static void portal(ObjectNode client, Site site) {
        for (String origin : List.of(site.localhost(Port.PORTAL), site.http(Port.PORTAL))) {
            client.withArray("redirectUris").add(origin + "/*");
            client.withArray("webOrigins").add(origin);
        }
        client.withObject("/attributes").put("post.logout.redirect.uris", "+");
    }
}
