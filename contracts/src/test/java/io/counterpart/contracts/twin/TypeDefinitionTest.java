package io.counterpart.contracts.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypeDefinitionTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TypeId RIG = new TypeId("dtmi:com:example:Rig;1");

    @Test
    void theTimesThatATypeTakesAreKept() {
        TypeDefinition type = new TypeDefinition(
                ACME,
                RIG,
                List.of(new TypeDefinition.Property(new PropertyName("p"), ValueSchema.DOUBLE, "bar", null, null)),
                10_000L,
                604_800_000L,
                60_000L,
                List.of("pumps"),
                JsonNodeFactory.instance.objectNode());

        assertEquals(type, TypeDefinition.JSON.read(TypeDefinition.JSON.write(type)));
    }

    @Test
    void oneThatWasWrittenBeforeTypesCouldNarrowThemTakesAll() {
        String json = "{\"tenant\":\"acme\",\"id\":\"" + RIG
                + "\",\"properties\":[],\"orderWindowMs\":10000,\"document\":{}}";

        TypeDefinition type = TypeDefinition.JSON.read(json.getBytes(StandardCharsets.UTF_8));

        assertEquals(10_000L, type.orderWindowMs());
        assertNull(type.acceptedPastMs());
        assertNull(type.acceptedFutureMs());
    }
}
