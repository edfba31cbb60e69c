package io.counterpart.engine.dtdl;

import static io.counterpart.engine.dtdl.Documents.named;
import static io.counterpart.engine.dtdl.Documents.parse;
import static io.counterpart.engine.dtdl.Documents.read;
import static io.counterpart.engine.dtdl.Documents.v2;
import static io.counterpart.engine.dtdl.Documents.v3;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.TypeId;
import io.counterpart.engine.unit.DtdlUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DtdlParserTest {

    @Test
    void aPumpIsReadWithAllThatItHas() {
        Interface pump = read(
                v3("'displayName':{'en':'Pump','de':'Pumpe'},'contents':["
                        + "{'@type':['Telemetry','Pressure'],'name':'pressure','schema':'double','unit':'bar'},"
                        + "{'@type':'Property','name':'serial','schema':'string','writable':true},"
                        + "{'@type':'Command','name':'start','request':{'name':'speed','schema':'integer'}},"
                        + "{'@type':'Relationship','name':'feeds','target':'dtmi:t:Tank;1','maxMultiplicity':2,"
                        + "'properties':[{'@type':'Property','name':'since','schema':'dateTime'}]},"
                        + "{'@type':'Component','name':'motor','schema':'dtmi:t:Motor;1'}]"),
                named("dtmi:t:Motor;1", "'contents':[{'@type':'Telemetry','name':'t','schema':'float'}]"));

        assertEquals(new TypeId("dtmi:t:A;1"), pump.id());
        assertEquals(Map.of("en", "Pump", "de", "Pumpe"), pump.displayName());
        assertEquals(
                List.of("pressure", "serial", "start", "feeds", "motor"),
                pump.contents().stream().map(Content::name).toList());
        Content.Telemetry pressure =
                assertInstanceOf(Content.Telemetry.class, pump.contents().get(0));
        assertEquals(Schema.Primitive.DOUBLE, pressure.schema());
        assertEquals(new Content.Quantity("Pressure", DtdlUnit.find("bar").orElseThrow()), pressure.quantity());
        assertTrue(
                assertInstanceOf(Content.Property.class, pump.contents().get(1)).writable());
        Content.Command start =
                assertInstanceOf(Content.Command.class, pump.contents().get(2));
        assertEquals(new Schema.Field("speed", Schema.Primitive.INTEGER), start.request());
        assertNull(start.response());
        Content.Relationship feeds =
                assertInstanceOf(Content.Relationship.class, pump.contents().get(3));
        assertEquals(new TypeId("dtmi:t:Tank;1"), feeds.target());
        assertEquals(2, feeds.maxMultiplicity());
        assertEquals("since", feeds.properties().get(0).name());
        Content.Component motor =
                assertInstanceOf(Content.Component.class, pump.contents().get(4));
        assertEquals("t", motor.type().contents().get(0).name());
    }

    @Test
    void everyKindOfSchemaIsRead() {
        Interface type = read(v3("'schemas':[{'@id':'dtmi:t:A:xyz;1','@type':'Object','fields':["
                + "{'name':'x','schema':'double'},{'@type':['Field','Length'],'name':'y','schema':'double','unit':'metre'}]}],"
                + "'contents':["
                + "{'@type':'Telemetry','name':'a','schema':{'@type':'Array','elementSchema':'boolean'}},"
                + "{'@type':'Telemetry','name':'b','schema':{'@type':'Enum','valueSchema':'integer','enumValues':["
                + "{'name':'off','enumValue':1},{'name':'on','enumValue':2}]}},"
                + "{'@type':'Telemetry','name':'c','schema':{'@type':'Map','mapKey':{'name':'k','schema':'string'},"
                + "'mapValue':{'name':'v','schema':'duration'}}},"
                + "{'@type':'Telemetry','name':'d','schema':'dtmi:t:A:xyz;1'},"
                + "{'@type':'Telemetry','name':'e','schema':'point'},"
                + "{'@type':'Telemetry','name':'f','schema':'dtmi:dtdl:instance:Schema:time;3'}]"));
        List<Schema> schemas = type.contents().stream()
                .map(content -> ((Content.Telemetry) content).schema())
                .toList();
        assertEquals(
                List.of(
                        new Schema.Array(Schema.Primitive.BOOLEAN),
                        new Schema.Enumeration(
                                Schema.Primitive.INTEGER,
                                List.of(
                                        new Schema.Enumeration.Named("off", 1L),
                                        new Schema.Enumeration.Named("on", 2L))),
                        new Schema.Dictionary(Schema.Primitive.DURATION),
                        new Schema.Structure(List.of(
                                new Schema.Field("x", Schema.Primitive.DOUBLE),
                                new Schema.Field("y", Schema.Primitive.DOUBLE))),
                        Schema.Geospatial.POINT,
                        Schema.Primitive.TIME),
                schemas);
    }

    @Test
    void whatIsInheritedIsThereOnceHoweverManyWaysLeadToIt() {
        Interface type = read(
                v3(
                        "'extends':['dtmi:t:B;1','dtmi:t:C;1'],'contents':[{'@type':'Telemetry','name':'a','schema':'double'}]"),
                named(
                        "dtmi:t:B;1",
                        "'extends':'dtmi:t:D;1','contents':[{'@type':'Telemetry','name':'b','schema':'double'}]"),
                named("dtmi:t:C;1", "'extends':['dtmi:t:D;1']"),
                named("dtmi:t:D;1", "'contents':[{'@type':'Telemetry','name':'d','schema':'double'}]"));
        assertEquals(
                List.of("a", "b", "d"),
                type.contents().stream().map(Content::name).toList());
        assertEquals(
                Set.of(new TypeId("dtmi:t:B;1"), new TypeId("dtmi:t:C;1"), new TypeId("dtmi:t:D;1")),
                type.supertypes());
        assertTrue(type.isA(new TypeId("dtmi:t:D;1")));
        assertFalse(type.isA(new TypeId("dtmi:t:E;1")));
    }

    @Test
    void whatIsNamedAndNotThereIsAskedFor() {
        assertEquals(
                new DtdlParser.Outcome.Unknown(Set.of(new TypeId("dtmi:t:B;1"), new TypeId("dtmi:t:C;1"))),
                parse(v3(
                        "'extends':'dtmi:t:B;1','contents':[{'@type':'Component','name':'c','schema':'dtmi:t:C;1'}]")));
    }

    @Test
    void interfacesMayBeWrittenInsideOthers() {
        assertEquals(
                Set.of(new TypeId("dtmi:t:A;1"), new TypeId("dtmi:t:B;1"), new TypeId("dtmi:t:C;1")),
                assertInstanceOf(
                                DtdlParser.Outcome.Read.class,
                                parse(
                                        v3(
                                                "'extends':{'@id':'dtmi:t:B;1','@type':'Interface'},'contents':["
                                                        + "{'@type':'Component','name':'c','schema':{'@id':'dtmi:t:C;1','@type':'Interface'}}]")))
                        .interfaces()
                        .keySet());
    }

    @Test
    void versionTwoHasItsOwnTables() {
        Interface type = read(v2(
                "'contents':[{'@type':['Telemetry','Temperature'],'name':'t','schema':'double','unit':'degreeCelsius'},"
                        + "{'@type':'Command','name':'c','commandType':'synchronous','request':{'@type':'CommandPayload','name':'r','schema':'string'}},"
                        + "{'@type':['Property','SomebodysIdea'],'name':'p','schema':'string','somebodys':'idea'},"
                        + "{'@type':'Relationship','name':'r'}]"));
        assertEquals(DtdlVersion.V2, type.version());
        assertEquals(500, ((Content.Relationship) type.contents().get(3)).maxMultiplicity());
    }

    @Test
    void versionThreeMayUseVersionTwo() {
        read(v3("'extends':'dtmi:t:B;1'"), v2("").replace("dtmi:t:A;1", "dtmi:t:B;1"));
    }

    @Test
    void anErrorNamesItsRuleItsPlaceAndWhatToDo() {
        DtdlParser.Outcome.Refused refused = assertInstanceOf(
                DtdlParser.Outcome.Refused.class,
                parse(v3("'contents':[{'@type':'Telemetry','name':'ok','schema':'double'},"
                        + "{'@type':['Telemetry','Pressure'],'name':'p','schema':'double','unit':'metre'}]")));
        assertEquals(
                List.of(new ParsingError(
                        "dtmi:dtdl:parsingError:notRequiredType",
                        "dtmi:t:A;1 contents[1].unit",
                        "metre is of LengthUnit, and the quantity is given in PressureUnit.",
                        "Name one of PressureUnit, or another semantic type.")),
                refused.errors());
    }

    @Test
    void errorsAreMany() {
        StringBuilder contents = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            contents.append(i == 0 ? "" : ",").append("{'@type':'Telemetry','name':'9','schema':'nothing'}");
        }
        assertEquals(100, Documents.rules(v3("'contents':[" + contents + "]")).size());
    }
}
