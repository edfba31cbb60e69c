package io.counterpart.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.demo.plant.PumpingStation;
import io.counterpart.demo.plant.Telegram;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class DemoSeedingTest {

    @Test
    void everyDeviceSendsExactlyWhatItsTypeNames() {
        PumpingStation station = PumpingStation.started(7, Instant.parse("2026-11-22T17:00:00Z"));

        for (Telegram telegram : station.telegrams()) {
            assertEquals(
                    namesOf(DemoSeeding.typeOf(telegram.device())),
                    new TreeSet<>(telegram.values().keySet()),
                    telegram.device());
        }
    }

    @Test
    void everyNumberHasASchemaThatFitsIt() {
        PumpingStation station = PumpingStation.started(7, Instant.parse("2026-11-22T17:00:00Z"));

        for (Telegram telegram : station.telegrams()) {
            JsonNode type = document(DemoSeeding.typeOf(telegram.device()));
            for (JsonNode content : type.required("contents")) {
                Object value = telegram.values().get(content.required("name").asText());
                String expected = value instanceof Boolean ? "boolean" : value instanceof String ? "string" : "double";
                assertEquals(expected, content.required("schema").asText(), content::toString);
            }
        }
    }

    private static Set<String> namesOf(TypeId type) {
        Set<String> names = new TreeSet<>();
        document(type)
                .required("contents")
                .forEach(content -> names.add(content.required("name").asText()));
        return names;
    }

    private static JsonNode document(TypeId type) {
        return DemoSeeding.types().stream()
                .filter(document -> document.required("@id").asText().equals(type.value()))
                .findFirst()
                .orElseThrow();
    }
}
