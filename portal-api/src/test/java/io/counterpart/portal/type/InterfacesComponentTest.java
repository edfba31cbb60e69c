package io.counterpart.portal.type;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.engine.dtdl.Interface;
import io.counterpart.portal.Surrounded;
import io.counterpart.portal.World;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Surrounded
class InterfacesComponentTest {

    private final World world;
    private final Interfaces interfaces;
    private final Vertx vertx;

    @Inject
    InterfacesComponentTest(World world, Interfaces interfaces, Vertx vertx) {
        this.world = world;
        this.interfaces = interfaces;
        this.vertx = vertx;
    }

    private static TypeId type(int number) {
        return new TypeId("dtmi:com:example:T" + number + ";1");
    }

    private static Set<TypeId> types(int count) {
        return IntStream.range(0, count).mapToObj(InterfacesComponentTest::type).collect(Collectors.toSet());
    }

    private TenantId tenantWithTypes(int count) {
        TenantId tenant = world.newTenant();
        given().header("Authorization", "Bearer " + world.apiKey(tenant, Role.OWNER))
                .contentType("application/json")
                .body(IntStream.range(0, count)
                        .mapToObj(number -> "{\"@type\":\"Interface\",\"@context\":\"dtmi:dtdl:context;3\",\"@id\":\""
                                + type(number) + "\"" + (number == 0 ? "" : ",\"extends\":\"" + type(0) + "\"") + "}")
                        .collect(Collectors.joining(",", "[", "]")))
                .post("/api/v1/twin-types")
                .then()
                .statusCode(201);
        return tenant;
    }

    /** The database wants a context of Vert.x that nobody shares. */
    private Map<TypeId, Interface> of(TenantId tenant, Set<TypeId> types) throws Exception {
        Context context =
                Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()), "context");
        VertxContextSafetyToggle.setContextSafe(context, true);
        CompletableFuture<Map<TypeId, Interface>> read = new CompletableFuture<>();
        context.runOnContext(
                here -> interfaces.of(tenant, types).subscribe().with(read::complete, read::completeExceptionally));
        return read.get(30, TimeUnit.SECONDS);
    }

    @Test
    void aTypeIsReadOnceAndForgottenWithItsTenant() throws Exception {
        TenantId tenant = tenantWithTypes(2);
        Map<TypeId, Interface> first = of(tenant, Set.of(type(1), type(7)));
        assertEquals(Set.of(type(1)), first.keySet());
        assertEquals(Set.of(type(0)), Objects.requireNonNull(first.get(type(1))).supertypes());
        assertSame(first.get(type(1)), of(tenant, types(2)).get(type(1)));
        interfaces.forget(tenant);
        assertNotSame(first.get(type(1)), of(tenant, types(2)).get(type(1)));
        assertEquals(Set.of(), of(world.newTenant(), types(2)).keySet());
    }

    @Test
    void notAnyNumberIsKept() throws Exception {
        int more = Interfaces.KEPT_MAX + 10;
        TenantId tenant = tenantWithTypes(more);
        assertEquals(types(more), of(tenant, types(more)).keySet());
        assertEquals(Interfaces.KEPT_MAX, interfaces.kept());
        interfaces.forget(tenant);
    }
}
