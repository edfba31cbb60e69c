package io.counterpart.contracts.identity;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {

    /** Fixed for ever: a twin whose partition moved would leave its state behind. */
    private static final int PARTITION_OF_PUMP_1 = 0;

    private static final int PARTITION_OF_PUMP_2 = 5;

    @ParameterizedTest
    @ValueSource(strings = {"demo", "a1", "acme-2", "a-b-c"})
    void theseAreTenants(String id) {
        assertEquals(id, new TenantId(id).value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "1a",
                "Acme",
                "a_b",
                "a--b",
                "a-",
                "-a",
                "a/b",
                "a b",
                "ä1",
                "+",
                "#",
                "public",
                "counterpart",
                "a234567890123456789012345678901234567890x"
            })
    void theseAreNot(String id) {
        assertThrows(IllegalArgumentException.class, () -> new TenantId(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "+", "#", "a;b", "é", "a.b"})
    void noTwinOrDeviceIsCalledSo(String id) {
        assertThrows(IllegalArgumentException.class, () -> new TwinId(id));
        assertThrows(IllegalArgumentException.class, () -> new DeviceId(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"p", "_p", "Volume_Flow_RateRMS", "t_", "bearing.temperature"})
    void theseAreProperties(String name) {
        assertDoesNotThrow(() -> new PropertyName(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1p", "a b", "a.b.c", ".a", "a.", "$ref", "é"})
    void theseAreNoProperties(String name) {
        assertThrows(IllegalArgumentException.class, () -> new PropertyName(name));
    }

    @Test
    void aTypeStandsApartInPathAndVersion() {
        TypeId type = new TypeId("dtmi:com:example:Pump;12");

        assertEquals("dtmi:com:example:Pump", type.path());
        assertEquals("12", type.version());
        assertEquals(type, TypeId.of("dtmi:com:example:Pump", "12"));
        assertEquals("0", new TypeId("dtmi:com:example:Pump").version());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dtmi:",
                "dtmi:a;0",
                "dtmi:a_;1",
                "dtmi:1a;1",
                "dtmi:a:;1",
                "dtmi:a;01",
                "urn:a",
                "dtmi:a;1;2"
            })
    void theseAreNoTypes(String id) {
        assertThrows(IllegalArgumentException.class, () -> new TypeId(id));
    }

    @Test
    void aGroupNeverChangesItsPartition() {
        assertEquals(0, new GroupId("pump-1").partition(1));
        assertEquals(PARTITION_OF_PUMP_2, new GroupId("pump-2").partition(16));
        assertEquals(PARTITION_OF_PUMP_1, new GroupId("pump-1").partition(16));
    }

    @Test
    void groupsSpreadEvenly() {
        int[] counts = new int[16];
        for (int i = 0; i < 16_000; i++) {
            counts[new GroupId("device-" + i).partition(16)]++;
        }

        for (int count : counts) {
            assertTrue(count > 850 && count < 1_150, "uneven: " + count);
        }
    }
}
