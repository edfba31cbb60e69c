package io.counterpart.portal.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.engine.dtdl.DtdlParser;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DefinitionsTest {

    private static final TypeId RIG = new TypeId("dtmi:com:example:Rig;1");

    private static TypeDefinition defined(String order) throws JsonProcessingException {
        String document = "{\"@context\":[\"dtmi:dtdl:context;3\",\"dtmi:counterpart:context;1\"],\"@id\":\"" + RIG
                + "\",\"@type\":[\"Interface\",\"Twin\"],\"order\":" + order + "}";
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
}
