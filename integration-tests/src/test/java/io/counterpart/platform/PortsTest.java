package io.counterpart.platform;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void peopleFindTheUsualPorts() {
        Ports ports = Ports.fromEnvironment(Map.of());

        assertEquals(8080, ports.of(Port.PORTAL));
        assertEquals(1883, ports.of(Port.MQTT));
        assertEquals(8883, ports.of(Port.MQTTS));
        assertEquals(8180, ports.of(Port.KEYCLOAK));
    }

    @Test
    void aVariableMovesOnePortAndTheOffsetTheOthers() {
        Ports ports =
                Ports.fromEnvironment(Map.of("COUNTERPART_PORTAL_PORT", "9090", "COUNTERPART_PORT_OFFSET", "100"));

        assertEquals(9090, ports.of(Port.PORTAL));
        assertEquals(1983, ports.of(Port.MQTT));
    }

    @Test
    void whatIsNoPortIsRefusedByName() {
        PlatformException refusal = assertThrows(
                PlatformException.class, () -> Ports.fromEnvironment(Map.of("COUNTERPART_MQTT_PORT", "70000")));

        assertTrue(refusal.getMessage().contains("COUNTERPART_MQTT_PORT"), refusal.getMessage());
        assertThrows(PlatformException.class, () -> Ports.fromEnvironment(Map.of("COUNTERPART_MQTT_PORT", "mqtt")));
    }

    @Test
    void aTakenPortIsNamedWithTheVariableThatMovesIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports ports =
                    Ports.fromEnvironment(Map.of("COUNTERPART_INGEST_PORT", Integer.toString(taken.getLocalPort())));

            PlatformException refusal =
                    assertThrows(PlatformException.class, () -> ports.requireFree(Set.of(Port.INGEST)));

            assertTrue(refusal.getMessage().contains("Port " + taken.getLocalPort()), refusal.getMessage());
            assertTrue(refusal.getMessage().contains("COUNTERPART_INGEST_PORT"), refusal.getMessage());
        }
    }

    @Test
    void onePortForTwoIsRefused() {
        int free = Ports.random(RandomGenerator.getDefault()).of(Port.MQTT);
        Ports ports = Ports.fromEnvironment(Map.of(
                "COUNTERPART_MQTT_PORT", Integer.toString(free), "COUNTERPART_MQTTS_PORT", Integer.toString(free)));

        PlatformException refusal =
                assertThrows(PlatformException.class, () -> ports.requireFree(Set.of(Port.MQTT, Port.MQTTS)));

        assertTrue(refusal.getMessage().contains("twice"), refusal.getMessage());
    }

    @Test
    void randomPortsAreFreeAndDistinct() {
        Ports ports = Ports.random(RandomGenerator.getDefault());

        assertEquals(Port.values().length, new HashSet<>(ports.numbers().values()).size());
        assertDoesNotThrow(() -> ports.requireFree(EnumSet.allOf(Port.class)));
    }
}
