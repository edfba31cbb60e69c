package io.counterpart.platform;

/** A port of the local platform: its default, and the environment variable that moves it. */
public enum Port {
    PORTAL(8080),
    MQTT(1883),
    MQTTS(8883),
    KEYCLOAK(8180),
    KEYCLOAK_MANAGEMENT(18180),
    TENANTS(18081),
    INGEST(18082),
    RUNTIME(18083),
    POSTGRES(15432),
    PULSAR(16650),
    PULSAR_ADMIN(16651),
    QUESTDB_HTTP(19000),
    QUESTDB_PG(18812);

    private final int usual;

    Port(int usual) {
        this.usual = usual;
    }

    int usual() {
        return usual;
    }

    String variable() {
        return "COUNTERPART_" + name() + "_PORT";
    }
}
