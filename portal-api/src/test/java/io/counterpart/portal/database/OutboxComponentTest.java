package io.counterpart.portal.database;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.activity.ActivityEvent;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.portal.FakeLog;
import io.counterpart.portal.Surrounded;
import io.counterpart.portal.World;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@Surrounded
class OutboxComponentTest {

    private final World world;
    private final FakeLog log;

    @Inject
    OutboxComponentTest(World world, FakeLog log) {
        this.world = world;
        this.log = log;
    }

    private static void rename(String key, String twin, String name) {
        given().header("Authorization", "Bearer " + key)
                .contentType("application/json")
                .body("{\"type\":\"dtmi:counterpart:Untyped;1\",\"name\":\"" + name + "\"}")
                .put("/api/v1/twins/" + twin);
    }

    @Test
    void aTopicThatIsAwayHoldsUpNoOtherAndLosesNothing() {
        TenantId away = world.newTenant();
        TenantId well = world.newTenant();
        String awayKey = world.apiKey(away, Role.OWNER);
        String topic = Topics.inputs(away, new GroupId("t").partition(World.PARTITIONS));
        log.unreachable(topic, true);
        rename(awayKey, "t", "one");
        rename(awayKey, "t", "two");
        rename(awayKey, "t", "three");
        rename(world.apiKey(well, Role.OWNER), "t", "well");
        World.await("other", () -> world.inputs(well, "t").size() == 1);
        assertEquals(List.of(), world.inputs(away, "t"));
        log.unreachable(topic, false);
        World.await("all", () -> world.inputs(away, "t").size() == 3);
    }

    @Test
    void anInputWakesItsPartitionsOwner() {
        TenantId tenant = world.newTenant();
        int partition = new GroupId("t").partition(World.PARTITIONS);
        rename(world.apiKey(tenant, Role.OWNER), "t", "one");

        World.await(
                "wake",
                () -> log.on(Topics.ACTIVITY).stream()
                        .map(entry -> ActivityEvent.JSON.read(Objects.requireNonNull(entry.payload())))
                        .anyMatch(event -> event instanceof ActivityEvent.Awake awake
                                && awake.tenant().equals(tenant)
                                && awake.partition() == partition));
        assertEquals(1, world.inputs(tenant, "t").size());
    }
}
