package io.counterpart.platform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Test persons of a local platform, one for each role and tenant, made when they are first asked for. */
public final class LocalPeople {
    private static final Set<String> PLATFORM_ROLES = Set.of("platform-admin", "platform-support");

    private final KeycloakRealm realm;
    private final String password;
    private final String tenantsUrl;

    LocalPeople(KeycloakRealm realm, String password, String tenantsUrl) {
        this.realm = realm;
        this.password = password;
        this.tenantsUrl = tenantsUrl;
    }

    public static String email(String tenant, String role) {
        return PLATFORM_ROLES.contains(role) ? role + "@platform.local" : role + "@" + tenant + ".local";
    }

    /** All of them have the same one. */
    public String password() {
        return password;
    }

    /** A bearer token of the person that has this role in this tenant; for the platform's own roles the tenant does not matter. */
    public String token(String tenant, String role) {
        String email = email(tenant, role);
        String user = realm.person(email, capitalised(role), password);
        if (PLATFORM_ROLES.contains(role)) {
            realm.giveRealmRole(user, role);
        } else {
            if (!realm.joinOrganization(tenant, user)) {
                throw new PlatformException("There is no tenant '" + tenant + "'.");
            }
            makeMember(tenant, email, role);
        }
        return realm.token(email, password);
    }

    private void makeMember(String tenant, String email, String role) {
        Map<String, String> headers = new HashMap<>(Http.bearer(token(tenant, "platform-admin")));
        headers.put("Counterpart-Tenant", tenant);
        var body = JsonNodeFactory.instance.objectNode();
        body.putArray("roles").add(role);
        Http.put(tenantsUrl + "/api/v1/members/" + email, headers, body).expectOk();
    }

    private static String capitalised(String role) {
        return role.substring(0, 1).toUpperCase(Locale.ROOT) + role.substring(1);
    }
}
