package io.counterpart.journey;

import static io.restassured.RestAssured.given;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.device.DeviceConnection;
import io.counterpart.device.DeviceLogin;
import io.counterpart.device.FreshToken;
import io.counterpart.device.PlatformAccess;
import io.counterpart.device.PlatformApi;
import io.counterpart.platform.LocalPlatform;
import io.counterpart.platform.Port;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A tenant with its people and devices, using the platform from outside only. */
final class Customer {

    private final LocalPlatform platform;
    private final TenantId tenant;
    private final Map<String, FreshToken> tokens = new ConcurrentHashMap<>();

    private Customer(LocalPlatform platform, TenantId tenant) {
        this.platform = platform;
        this.tenant = tenant;
    }

    /** A new tenant, made as the platform's own people make one. */
    static Customer signUp(LocalPlatform platform, String name) {
        TenantId tenant = new TenantId(name);
        new PlatformApi(access(platform, () -> platform.people().token(name, "platform-admin")))
                .putTenant(tenant, "Customer " + name, "small");
        return new Customer(platform, tenant);
    }

    TenantId tenant() {
        return tenant;
    }

    String token(String role) {
        return tokens.computeIfAbsent(
                        role, person -> new FreshToken(() -> platform.people().token(tenant.value(), person)))
                .get();
    }

    /** A call of the API by this customer's person of a role. */
    RequestSpecification as(String role) {
        return asBearer(token(role));
    }

    RequestSpecification asBearer(String token) {
        return given().baseUri(platform.portalUrl())
                .basePath(ApiRoute.ROOT)
                .auth()
                .oauth2(token)
                .contentType(ContentType.JSON);
    }

    /** A device of this name with a twin of the same name, and a login for it. */
    DeviceLogin device(String name) {
        PlatformApi api = new PlatformApi(access());
        api.putDevice(tenant, new DeviceId(name), TypeId.UNTYPED, new TwinId(name));
        return api.newLogin(tenant, new DeviceId(name));
    }

    /** A connected device. */
    DeviceConnection connect(DeviceLogin login) throws Exception {
        DeviceConnection connection = DeviceConnection.open(access(), login, trouble -> {});
        connection.connected().get(30, TimeUnit.SECONDS);
        return connection;
    }

    PlatformAccess access() {
        return access(platform, () -> token("device-maker"));
    }

    private static PlatformAccess access(LocalPlatform platform, Supplier<String> token) {
        return new PlatformAccess(URI.create(platform.portalUrl()), "localhost", platform.port(Port.MQTT), token);
    }
}
