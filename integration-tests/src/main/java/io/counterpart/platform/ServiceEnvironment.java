package io.counterpart.platform;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What each of our services is told through its environment; docs/architecture/containers.md says what the names mean. */
final class ServiceEnvironment {
    /**
     * Of the threads that read devices and of those that fold. Here all servers share the processors, and every thread more divides the
     * load into smaller frames and flushes, which cost by their number: on two processors one of each takes a third more readings.
     */
    private static final String THREADS =
            Integer.toString(Math.max(1, Runtime.getRuntime().availableProcessors() / 4));

    private final Site site;
    private final PulsarServer pulsar;
    private final QuestDbServer questDb;
    private final Map<Component, Map<String, String>> settings;

    ServiceEnvironment(
            Site site, PulsarServer pulsar, QuestDbServer questDb, Map<Component, Map<String, String>> settings) {
        this.site = site;
        this.pulsar = pulsar;
        this.questDb = questDb;
        this.settings = settings;
    }

    Map<String, String> of(Component service) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("QUARKUS_HTTP_HOST", Site.LOOPBACK);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(site.port(portOf(service))));
        environment.put("COUNTERPART_PULSAR_SERVICE_URL", pulsar.address());
        environment.put(
                "COUNTERPART_PULSAR_TOKEN_FILE",
                pulsar.tokenFile(service.label()).toString());
        switch (service) {
            case TENANTS -> {
                environment.put("COUNTERPART_PULSAR_ADMIN_URL", pulsar.adminUrl());
                database(environment, "tenants");
                keycloak(environment, "tenants-service");
            }
            case INGEST -> mqtt(environment);
            case RUNTIME -> {
                history(environment);
                environment.put("COUNTERPART_LANES_COUNT", THREADS);
                environment.put(
                        "COUNTERPART_OBJECTS_FOLDER",
                        site.home().data("objects").toString());
            }
            case PORTAL -> {
                database(environment, "portal");
                keycloak(environment, "portal");
                history(environment);
                environment.put("COUNTERPART_MQTT_PUBLIC_PORT", Integer.toString(site.port(Port.MQTT)));
                environment.put("COUNTERPART_SERVICES_TENANTS_URL", site.http(Port.TENANTS));
                environment.put("COUNTERPART_SERVICES_INGEST_URL", site.http(Port.INGEST));
                environment.put("COUNTERPART_SESSION_SECRET", site.secrets().text("session"));
            }
            case POSTGRES, PULSAR, QUESTDB, KEYCLOAK, DEMO ->
                throw new PlatformException(service.label() + " is not one of our services.");
        }
        environment.putAll(settings.getOrDefault(service, Map.of()));
        return environment;
    }

    static Port portOf(Component service) {
        return switch (service) {
            case TENANTS -> Port.TENANTS;
            case INGEST -> Port.INGEST;
            case RUNTIME -> Port.RUNTIME;
            case PORTAL -> Port.PORTAL;
            case POSTGRES, PULSAR, QUESTDB, KEYCLOAK, DEMO ->
                throw new PlatformException(service.label() + " is not one of our services.");
        };
    }

    private void database(Map<String, String> environment, String schema) {
        environment.put("COUNTERPART_DATABASE_HOST", Site.LOOPBACK);
        environment.put("COUNTERPART_DATABASE_PORT", Integer.toString(site.port(Port.POSTGRES)));
        environment.put("COUNTERPART_DATABASE_NAME", PostgresDatabases.DATABASE);
        for (String kind : PostgresDatabases.KINDS) {
            environment.put(
                    "COUNTERPART_DATABASE_" + kind.toUpperCase(Locale.ROOT) + "_PASSWORD",
                    site.secrets().text(PostgresDatabases.secretOf(schema + "_" + kind)));
        }
    }

    private void keycloak(Map<String, String> environment, String client) {
        environment.put("COUNTERPART_KEYCLOAK_URL", site.localhost(Port.KEYCLOAK));
        environment.put("COUNTERPART_KEYCLOAK_CLIENT_SECRET", site.secrets().text(KeycloakRealm.secretOf(client)));
    }

    private void history(Map<String, String> environment) {
        environment.put("COUNTERPART_HISTORY_HTTP", site.loopback(Port.QUESTDB_HTTP));
        environment.put("COUNTERPART_HISTORY_PG", site.loopback(Port.QUESTDB_PG));
        environment.put("COUNTERPART_HISTORY_USER", QuestDbServer.USER);
        environment.put("COUNTERPART_HISTORY_PASSWORD", questDb.password());
    }

    private void mqtt(Map<String, String> environment) {
        Certificate certificate = new Certificate(site.secrets());
        environment.put("COUNTERPART_MQTT_LOOPS", THREADS);
        environment.put("COUNTERPART_MQTT_PORT", Integer.toString(site.port(Port.MQTT)));
        environment.put("COUNTERPART_MQTTS_PORT", Integer.toString(site.port(Port.MQTTS)));
        environment.put("COUNTERPART_MQTTS_KEY_STORE", certificate.store().toString());
        environment.put("COUNTERPART_MQTTS_KEY_STORE_PASSWORD", certificate.password());
        certificate.certificate();
    }
}
