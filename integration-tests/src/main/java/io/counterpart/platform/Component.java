package io.counterpart.platform;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What the local platform consists of, in an order in which nothing stands before what it needs. */
public enum Component {
    POSTGRES("postgres"),
    PULSAR("pulsar"),
    QUESTDB("questdb"),
    KEYCLOAK("keycloak"),
    TENANTS("tenants-service"),
    INGEST("ingest"),
    RUNTIME("twin-runtime"),
    PORTAL("portal-api"),
    DEMO("demo-plant");

    private final String label;

    Component(String label) {
        this.label = label;
    }

    /** The servers that others made. */
    public static Set<Component> servers() {
        return EnumSet.of(POSTGRES, PULSAR, QUESTDB, KEYCLOAK);
    }

    /** The platform: servers and our services, without the demo. */
    public static Set<Component> platform() {
        return EnumSet.complementOf(EnumSet.of(DEMO));
    }

    static Component labelled(String label) {
        return Arrays.stream(values())
                .filter(component -> component.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new PlatformException("There is no component '%s'; there are %s."
                        .formatted(
                                label,
                                Arrays.stream(values()).map(Component::label).collect(Collectors.joining(", ")))));
    }

    public String label() {
        return label;
    }

    Set<Port> ports() {
        return switch (this) {
            case POSTGRES -> EnumSet.of(Port.POSTGRES);
            case PULSAR -> EnumSet.of(Port.PULSAR, Port.PULSAR_ADMIN);
            case QUESTDB -> EnumSet.of(Port.QUESTDB_HTTP, Port.QUESTDB_PG);
            case KEYCLOAK -> EnumSet.of(Port.KEYCLOAK, Port.KEYCLOAK_MANAGEMENT);
            case TENANTS -> EnumSet.of(Port.TENANTS);
            case INGEST -> EnumSet.of(Port.INGEST, Port.MQTT, Port.MQTTS);
            case RUNTIME -> EnumSet.of(Port.RUNTIME);
            case PORTAL -> EnumSet.of(Port.PORTAL);
            case DEMO -> EnumSet.noneOf(Port.class);
        };
    }

    /** What has to be ready before this is started. */
    Set<Component> needs() {
        return switch (this) {
            case POSTGRES, PULSAR, QUESTDB -> EnumSet.noneOf(Component.class);
            case KEYCLOAK -> EnumSet.of(POSTGRES);
            case TENANTS -> EnumSet.of(POSTGRES, PULSAR, KEYCLOAK);
            case INGEST -> EnumSet.of(PULSAR);
            case RUNTIME -> EnumSet.of(PULSAR, QUESTDB);
            case PORTAL -> EnumSet.of(POSTGRES, PULSAR, QUESTDB, KEYCLOAK);
            case DEMO -> EnumSet.of(TENANTS, INGEST, RUNTIME, PORTAL);
        };
    }
}
