package io.counterpart.contracts.route;

/** Which service answers which part of {@code /api/v1}: what the front door proxies by. */
public enum ApiRoute {
    TENANTS("/tenants", Service.TENANTS),
    PLANS("/plans", Service.TENANTS),
    MEMBERS("/members", Service.TENANTS),
    API_KEYS("/api-keys", Service.TENANTS),
    USAGE("/usage", Service.TENANTS),
    AUDIT("/audit", Service.TENANTS),
    QUOTAS("/quotas", Service.TENANTS),
    DEVICES("/devices", Service.TENANTS),
    TELEMETRY("/telemetry", Service.INGEST);

    /** Where the API's root is, in every service. */
    public static final String ROOT = "/api/v1";

    /** A service that answers a part of the API behind the front door. */
    public enum Service {
        TENANTS,
        INGEST
    }

    private final String prefix;
    private final Service service;

    ApiRoute(String prefix, Service service) {
        this.prefix = prefix;
        this.service = service;
    }

    /** The first segment of the path after {@link #ROOT}; {@code /devices} also covers {@code /devices:batch}. */
    public String prefix() {
        return prefix;
    }

    public Service service() {
        return service;
    }

    /** Whether this path, which begins after {@link #ROOT}, is this route's. */
    public boolean covers(String path) {
        return path.startsWith(prefix)
                && (path.length() == prefix.length()
                        || path.charAt(prefix.length()) == '/'
                        || path.charAt(prefix.length()) == ':');
    }
}
