package io.counterpart.contracts.topic;

/** The Pulsar role of each service: the {@code sub} of its token, and what grants on a tenant's namespaces name. */
public enum ServiceRole {
    TENANTS_SERVICE("tenants-service"),
    INGEST("ingest"),
    TWIN_RUNTIME("twin-runtime"),
    PORTAL_API("portal-api");

    private final String role;

    ServiceRole(String role) {
        this.role = role;
    }

    /** The role as Pulsar knows it. */
    public String role() {
        return role;
    }
}
