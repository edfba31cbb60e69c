package io.counterpart.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.demo.plant.PumpingStation;
import io.counterpart.device.DeviceLogin;
import io.counterpart.device.LoginStore;
import io.counterpart.device.PlatformApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Makes the plant's types and devices known to the platform. Repeats safely: what is there stays. */
final class DemoSeeding {
    private static final JsonMapper JSON = new JsonMapper();

    /** The twin of it all, for which no device speaks: what it is follows from its parts. */
    private static final TwinId STATION = new TwinId("station");

    private final PlatformApi api;
    private final LoginStore logins;
    private final TenantId tenant;

    DemoSeeding(PlatformApi api, LoginStore logins, TenantId tenant) {
        this.api = api;
        this.logins = logins;
        this.tenant = tenant;
    }

    void seed() {
        for (JsonNode type : types()) {
            api.putType(tenant, type);
        }
        for (String device : PumpingStation.DEVICES) {
            TwinId twin = new TwinId(device);
            api.putDevice(tenant, new DeviceId(device), typeOf(device), twin);
            if (!hasType(twin, typeOf(device))) {
                // A plant that was seeded before has twins of an earlier version.
                api.putTwin(tenant, twin, typeOf(device));
            }
        }
        api.putTwin(tenant, STATION, typeOf(STATION.value()));
        for (String pump : List.of("pump-1", "pump-2")) {
            api.putRelationship(tenant, STATION, "pumps", new TwinId(pump));
            api.putRelationship(tenant, new TwinId("tank"), "feeds", new TwinId(pump));
            api.putRelationship(tenant, new TwinId(pump), "feeds", new TwinId("header"));
        }
        for (String valve : PumpingStation.DEVICES.stream()
                .filter(device -> device.startsWith("valve"))
                .toList()) {
            api.putRelationship(tenant, STATION, "valves", new TwinId(valve));
        }
        api.putRelationship(tenant, STATION, "tank", new TwinId("tank"));
        api.putRelationship(tenant, STATION, "header", new TwinId("header"));
    }

    private boolean hasType(TwinId twin, TypeId type) {
        return api.twin(tenant, twin)
                .filter(read -> read.required("type").asText().equals(type.value()))
                .isPresent();
    }

    /** The login this device had in an earlier run, or a new one. */
    DeviceLogin login(DeviceId device) {
        return logins.find(tenant, device).orElseGet(() -> newLogin(device));
    }

    /** For a device that is not let in any more, as after the platform's data was reset. */
    DeviceLogin newLogin(DeviceId device) {
        DeviceLogin login = api.newLogin(tenant, device);
        logins.keep(tenant, device, login);
        return login;
    }

    static List<JsonNode> types() {
        return List.of(
                type("pump"),
                type("tank-2"),
                type("tank"),
                type("valve-2"),
                type("valve"),
                type("header"),
                type("station"));
    }

    static TypeId typeOf(String device) {
        return new TypeId(type(device.replaceAll("-\\d+$", "")).required("@id").asText());
    }

    private static JsonNode type(String name) {
        try (InputStream file = DemoSeeding.class.getResourceAsStream(name + ".json")) {
            return JSON.readTree(Objects.requireNonNull(file, name));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the demo's type " + name, e);
        }
    }
}
