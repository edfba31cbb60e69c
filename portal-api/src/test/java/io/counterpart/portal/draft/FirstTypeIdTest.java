package io.counterpart.portal.draft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FirstTypeIdTest {

    @ParameterizedTest
    @CsvSource({
        "demo, rig-1, dtmi:demo:Rig1;1",
        "north-water, feed_pump--west, dtmi:north_water:FeedPumpWest;1",
        "demo, 7, dtmi:demo:Twin7;1",
        "demo, _-_, dtmi:demo:Twin;1",
    })
    void everyTwinHasAValidOne(String tenant, String twin, String id) {
        assertEquals(new TypeId(id), FirstTypeId.of(new TenantId(tenant), new TwinId(twin)));
    }
}
