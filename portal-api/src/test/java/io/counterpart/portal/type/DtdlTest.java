package io.counterpart.portal.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.ValueSchema;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DtdlTest {

    private static final TenantId TENANT = new TenantId("acme");

    private static String pump(String contents) {
        return """
                {"@context":"dtmi:dtdl:context;3","@id":"dtmi:com:example:Pump;1","@type":"Interface","contents":[%s]}""".formatted(contents);
    }

    private static TypeDefinition read(String document) {
        return assertInstanceOf(Dtdl.Reading.Read.class, Dtdl.read(TENANT, JsonText.parse(document)))
                .type();
    }

    private static Dtdl.Reading.Refused refused(String document) {
        return assertInstanceOf(Dtdl.Reading.Refused.class, Dtdl.read(TENANT, JsonText.parse(document)));
    }

    @Test
    void propertiesAndTelemetryComeWithSchemaUnitAndName() {
        TypeDefinition type = read("""
                {"@context":["dtmi:dtdl:context;3","dtmi:dtdl:extension:quantitativeTypes;1"],
                "@id":"dtmi:com:example:Pump;1","@type":"Interface","displayName":{"de":"Pumpe","en":"Pump"},
                "contents":[
                {"@type":["Telemetry","Pressure"],"name":"pressure","schema":"double","unit":"bar","displayName":"Outlet pressure"},
                {"@type":"Property","name":"setpoint","schema":"integer","writable":true},
                {"@type":"Telemetry","name":"spectrum","schema":{"@type":"Array","elementSchema":"double"}}]}""");
        assertEquals(
                List.of(
                        new TypeDefinition.Property(
                                new PropertyName("pressure"), ValueSchema.DOUBLE, "bar", "Outlet pressure"),
                        new TypeDefinition.Property(new PropertyName("setpoint"), ValueSchema.INTEGER, null, null),
                        new TypeDefinition.Property(new PropertyName("spectrum"), ValueSchema.DOUBLES, null, null)),
                type.properties());
        assertEquals("Pump", Dtdl.displayName(type.document()));
    }

    @Test
    void numbersKeepTheirDigitsAndMembersTheirOrder() {
        String document = pump("{\"@type\":\"Telemetry\",\"name\":\"p\",\"schema\":\"double\",\"comment\":\"1.50\"}");
        assertEquals(document, JsonText.write(JsonText.parse(document)));
        assertEquals("[1.50,1E+2]", JsonText.write(JsonText.parse("[1.50,1E+2]")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"@type\":\"Command\",\"name\":\"stop\"} | contents[0].@type | 'Command' is not supported yet",
                "{\"@type\":\"Relationship\",\"name\":\"of\"} | contents[0].@type | 'Relationship' is not supported yet",
                "{\"@type\":\"Component\",\"name\":\"of\",\"schema\":\"dtmi:x;1\"} | contents[0].@type | 'Component' is not supported yet",
                "{\"@type\":\"Telemetry\",\"name\":\"p\",\"schema\":\"dateTime\"} | contents[0].schema | 'dateTime' is not supported yet",
                "{\"@type\":\"Telemetry\",\"name\":\"p\",\"schema\":\"doubles\"} | contents[0].schema | 'doubles' is not supported yet",
                "{\"@type\":\"Telemetry\",\"name\":\"p\",\"schema\":{\"@type\":\"Object\"}} | contents[0].schema | is not supported yet",
                "{\"@type\":\"Telemetry\",\"name\":\"p_\",\"schema\":\"double\"} | contents[0].name | must be a letter",
                "{\"@type\":\"Telemetry\",\"name\":\"p\",\"schema\":\"double\",\"minMultiplicity\":1} | contents[0] | 'minMultiplicity', which is not supported yet",
                "{\"@type\":\"Telemetry\",\"name\":\"p\",\"schema\":\"double\",\"writable\":true} | contents[0].writable | of a Property",
                "3 | contents[0] | must be an object",
            })
    void whatIsNotTakenIsRefusedByName(String content, String element, String reason) {
        Dtdl.Reading.Refused refused = refused(pump(content));
        assertEquals("dtmi:com:example:Pump;1 " + element, refused.element());
        assertTrue(refused.reason().contains(reason), refused.reason());
    }

    @Test
    void aNameStandsThereOnce() {
        String one = "{\"@type\":\"Telemetry\",\"name\":\"p\",\"schema\":\"double\"}";
        assertTrue(refused(pump(one + "," + one)).reason().contains("twice"));
    }

    @Test
    void theNumberOfContentsIsBounded() {
        String one = "{\"@type\":\"Telemetry\",\"name\":\"p%d\",\"schema\":\"double\"}";
        StringBuilder many = new StringBuilder(one.formatted(0));
        for (int i = 1; i <= Dtdl.CONTENTS_MAX; i++) {
            many.append(',').append(one.formatted(i));
        }
        assertTrue(refused(pump(many.toString())).reason().contains("more than"));
    }

    @Test
    void ourOwnNamesAreNobodyElses() {
        assertTrue(
                refused(pump("").replace("com:example", "counterpart")).reason().contains("keeps for itself"));
    }

    @Test
    void anInterfaceMayExtendNothingYet() {
        assertTrue(refused(pump("").replace("\"contents\"", "\"extends\":\"dtmi:x;1\",\"contents\""))
                .reason()
                .contains("'extends', which is not supported yet"));
    }
}
