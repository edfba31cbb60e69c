package io.counterpart.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DraftTableTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void everyPropertyIsALineWithHowSureEachGuessIs() throws IOException {
        JsonNode proposal = JSON.readTree("""
                {"document": {"contents": [
                   {"@type": ["Telemetry", "Temperature", "Signal"], "name": "coolant", "schema": "double", "unit": "degreeCelsius",
                    "quality": {"min": 25.28, "max": 26.66, "period": "PT1S"}},
                   {"@type": "Telemetry", "name": "mode", "schema": {"@type": "Enum"}},
                   {"@type": "Component", "name": "motor", "schema": {"contents": [
                     {"@type": ["Telemetry", "Signal"], "name": "speed", "schema": "double", "quality": {"min": 0, "period": "PT15M"}}]}}]},
                 "remarks": [
                   {"property": "_coolant", "content": "coolant", "subject": "content", "guess": "the property is called coolant", "confidence": "certain"},
                   {"property": "_coolant", "content": "coolant", "subject": "schema", "guess": "double", "confidence": "certain"},
                   {"property": "_coolant", "content": "coolant", "subject": "quantity", "guess": "Temperature", "confidence": "likely"},
                   {"property": "_coolant", "content": "coolant", "subject": "range", "guess": "25.28 to 26.66", "confidence": "unsure"},
                   {"property": "_coolant", "content": "coolant", "subject": "timing", "guess": "PT1S", "confidence": "likely"},
                   {"property": "mode", "content": "mode", "subject": "schema", "guess": "Enum", "confidence": "unsure"},
                   {"property": "motor.speed", "content": "motor.speed", "subject": "quantity", "guess": "no unit", "confidence": "unsure"},
                   {"property": "__", "subject": "content", "guess": "left out", "confidence": "certain"}]}
                """);

        assertEquals("""
                property     schema  quantity     unit             range             period
                coolant      double  Temperature  degreeCelsius ~  25.28 to 26.66 ?  1s ~
                mode         Enum ?  -            -                -                 -
                motor.speed  double  -            - ?              0 to …            15m
                _coolant: the property is called coolant
                __: left out
                ~ likely   ? a guess, for you to check""", String.join("\n", DraftTable.lines(proposal)));
    }

    @Test
    void ofManyPropertiesTheFirstAreShown() {
        ObjectNode proposal = JSON.createObjectNode();
        ArrayNode remarks = proposal.putArray("remarks");
        ArrayNode contents = proposal.putObject("document").putArray("contents");
        for (int i = 0; i < DraftTable.ROWS_MAX + 3; i++) {
            contents.addObject().put("@type", "Telemetry").put("name", "p" + i).put("schema", "double");
            remarks.addObject()
                    .put("property", "_p" + i)
                    .put("subject", "content")
                    .put("guess", "left out")
                    .put("confidence", "certain");
        }

        List<String> lines = DraftTable.lines(proposal);

        assertEquals("… and 3 more properties", lines.get(1 + DraftTable.ROWS_MAX));
        assertEquals("… and 3 more remarks on names", lines.get(2 + 2 * DraftTable.ROWS_MAX));
        assertEquals(4 + 2 * DraftTable.ROWS_MAX, lines.size());
    }
}
