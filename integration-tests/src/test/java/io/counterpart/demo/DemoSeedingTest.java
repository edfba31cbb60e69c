package io.counterpart.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.demo.plant.PumpingStation;
import io.counterpart.demo.plant.Telegram;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
            for (JsonNode content : sent(type)) {
                Object value = telegram.values().get(content.required("name").asText());
                String expected = value instanceof Boolean ? "boolean" : value instanceof String ? "string" : "double";
                assertEquals(expected, content.required("schema").asText(), content::toString);
            }
        }
    }

    @Test
    void everyRelationshipLeadsToATypeOfThePlant() {
        Set<String> types = new TreeSet<>();
        DemoSeeding.types().forEach(type -> types.add(type.required("@id").asText()));
        for (JsonNode type : DemoSeeding.types()) {
            for (JsonNode content : type.required("contents")) {
                if (content.has("target")) {
                    assertTrue(types.contains(content.required("target").asText()), content::toString);
                }
            }
        }
    }

    private static Set<String> namesOf(TypeId type) {
        Set<String> names = new TreeSet<>();
        sent(document(type))
                .forEach(content -> names.add(content.required("name").asText()));
        return names;
    }

    /** What devices send: telemetry and properties that are made of nothing else, inherited ones among them. */
    private static List<JsonNode> sent(JsonNode type) {
        List<JsonNode> sent = new ArrayList<>();
        if (type.has("extends")) {
            sent.addAll(sent(document(new TypeId(type.required("extends").asText()))));
        }
        for (JsonNode content : type.required("contents")) {
            boolean isMade = content.has("window") || content.has("derive") || content.has("related");
            String kind = content.required("@type").toString();
            if ((kind.contains("Telemetry") || kind.contains("Property")) && !isMade) {
                sent.add(content);
            }
        }
        return sent;
    }

    private static JsonNode document(TypeId type) {
        return DemoSeeding.types().stream()
                .filter(document -> document.required("@id").asText().equals(type.value()))
                .findFirst()
                .orElseThrow();
    }
}
