package io.counterpart.portal.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.dtdl.DtdlParser;
import io.counterpart.engine.dtdl.Interface;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionsTest {

    private static final TypeId RIG = new TypeId("dtmi:com:example:Rig;1");

    private static TypeDefinition defined(String order) throws JsonProcessingException {
        return definedWith("\"order\":" + order);
    }

    private static TypeDefinition definedWith(String members) throws JsonProcessingException {
        return Definitions.of(new TenantId("acme"), parsed(members));
    }

    private static Interface parsed(String members) throws JsonProcessingException {
        String document = "{\"@context\":[\"dtmi:dtdl:context;3\",\"dtmi:counterpart:context;1\"],\"@id\":\"" + RIG
                + "\",\"@type\":[\"Interface\",\"Twin\"]," + members + "}";
        DtdlParser.Outcome.Read read = assertInstanceOf(
                DtdlParser.Outcome.Read.class, DtdlParser.parse(List.of(new ObjectMapper().readTree(document))));
        return Objects.requireNonNull(read.interfaces().get(RIG));
    }

    @Test
    void whatATypeSaysOfTimesIsWhatItsTwinsAreHeldTo() throws JsonProcessingException {
        TypeDefinition narrow = defined("{\"window\":\"PT10S\",\"past\":\"P7D\",\"future\":\"PT1M\"}");
        assertEquals(10_000L, narrow.orderWindowMs());
        assertEquals(604_800_000L, narrow.acceptedPastMs());
        assertEquals(60_000L, narrow.acceptedFutureMs());
    }

    @Test
    void whatItDoesNotSayIsNotNarrowed() throws JsonProcessingException {
        TypeDefinition wide = defined("{\"window\":\"PT10S\",\"future\":\"PT5M\"}");
        assertNull(wide.acceptedPastMs());
        assertNull(wide.acceptedFutureMs());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "\"double\" | DOUBLE | null",
                "\"date\" | STRING | \"date\"",
                "\"point\" | JSON | \"point\"",
                "{\"@type\":\"Array\",\"elementSchema\":\"double\"} | DOUBLES | null",
                "{\"@type\":\"Array\",\"elementSchema\":\"integer\"} | JSON | {\"@type\":\"Array\",\"elementSchema\":\"integer\"}",
                "{\"@type\":\"Map\",\"mapKey\":{\"name\":\"k\",\"schema\":\"string\"},\"mapValue\":{\"name\":\"v\",\"schema\":\"time\"}} | JSON | {\"@type\":\"Map\",\"mapValue\":{\"schema\":\"time\"}}",
                "{\"@type\":\"Object\",\"fields\":[{\"name\":\"a\",\"schema\":\"long\"}]} | JSON | {\"@type\":\"Object\",\"fields\":[{\"name\":\"a\",\"schema\":\"long\"}]}",
            })
    void whatASchemaSaysBeyondHowValuesAreKeptStandsBesideIt(String schema, ValueSchema kept, String form)
            throws JsonProcessingException {
        TypeDefinition.Property property = definedWith(
                        "\"contents\":[{\"@type\":\"Telemetry\",\"name\":\"p\",\"schema\":" + schema + "}]")
                .properties()
                .getFirst();
        assertEquals(kept, property.schema());
        assertEquals(form, String.valueOf(property.form()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"@type\":\"Command\",\"name\":\"go\",\"request\":{\"name\":\"r\",\"schema\":\"dtmi:com:example:s0;1\"}}",
                "{\"@type\":\"Command\",\"name\":\"go\",\"response\":{\"name\":\"r\",\"schema\":\"dtmi:com:example:s0;1\"}}",
                "{\"@type\":\"Property\",\"name\":\"go\",\"schema\":\"dtmi:com:example:s0;1\"}",
            })
    void aSmallDocumentWhoseSchemasGrowBeyondMemoryIsRefusedAtOnce(String content) throws JsonProcessingException {
        StringBuilder schemas = new StringBuilder();
        for (int level = 0; level < 5; level++) {
            String inner = level == 4 ? "\"double\"" : "\"dtmi:com:example:s" + (level + 1) + ";1\"";
            schemas.append(level == 0 ? "" : ",")
                    .append("{\"@type\":\"Object\",\"@id\":\"dtmi:com:example:s" + level + ";1\",\"fields\":[");
            for (int field = 0; field < 9; field++) {
                schemas.append(field == 0 ? "" : ",").append("{\"name\":\"f" + field + "\",\"schema\":" + inner + "}");
            }
            schemas.append("]}");
        }

        Interface bomb = parsed("\"schemas\":[" + schemas + "],\"contents\":[" + content + "]");

        assertTrue(Definitions.obstacle(bomb).orElseThrow().startsWith("'go' has a schema of more than 16384"));
    }

    @Test
    void allSchemasOfATypeTogetherHaveABound() throws JsonProcessingException {
        String fields = IntStream.range(0, 100)
                .mapToObj(field -> "{\"name\":\"f" + field + "\",\"schema\":\"double\"}")
                .collect(Collectors.joining(","));
        String schemas =
                "\"schemas\":[{\"@type\":\"Object\",\"@id\":\"dtmi:com:example:wide;1\",\"fields\":[" + fields + "]}]";
        String commands = IntStream.range(0, 200)
                .mapToObj(command -> "{\"@type\":\"Command\",\"name\":\"c" + command
                        + "\",\"request\":{\"name\":\"r\",\"schema\":\"dtmi:com:example:wide;1\"}}")
                .collect(Collectors.joining(","));

        Interface wide = parsed(schemas + ",\"contents\":[" + commands + "]");

        assertTrue(Definitions.obstacle(wide).orElseThrow().contains("may have 262144"));
    }
}
