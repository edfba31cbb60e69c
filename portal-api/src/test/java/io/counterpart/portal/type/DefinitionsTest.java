package io.counterpart.portal.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.dtdl.DtdlParser;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionsTest {

    private static final TypeId RIG = new TypeId("dtmi:com:example:Rig;1");

    private static TypeDefinition defined(String order) throws JsonProcessingException {
        return definedWith("\"order\":" + order);
    }

    private static TypeDefinition definedWith(String members) throws JsonProcessingException {
        String document = "{\"@context\":[\"dtmi:dtdl:context;3\",\"dtmi:counterpart:context;1\"],\"@id\":\"" + RIG
                + "\",\"@type\":[\"Interface\",\"Twin\"]," + members + "}";
        DtdlParser.Outcome.Read read = assertInstanceOf(
                DtdlParser.Outcome.Read.class, DtdlParser.parse(List.of(new ObjectMapper().readTree(document))));
        return Definitions.of(
                new TenantId("acme"), Objects.requireNonNull(read.interfaces().get(RIG)));
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
}
