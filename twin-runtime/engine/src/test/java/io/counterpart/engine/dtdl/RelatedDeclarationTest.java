package io.counterpart.engine.dtdl;

import static io.counterpart.engine.dtdl.Documents.parse;
import static io.counterpart.engine.dtdl.Documents.read;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.Signal;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a type may say of related twins. */
class RelatedDeclarationTest {

    private static final String PUMP = document(
            "dtmi:t:Pump;1",
            "'contents':[{'@type':['Telemetry','Power'],'name':'power','schema':'double','unit':'watt'},"
                    + "{'@type':'Telemetry','name':'running','schema':'boolean'},"
                    + "{'@type':'Telemetry','name':'mode','schema':'string'}]");

    private static final String PUMPS = "{'@type':'Relationship','name':'pumps','target':'dtmi:t:Pump;1'}";

    private static String document(String id, String members) {
        return "{'@context':['dtmi:dtdl:context;3','dtmi:dtdl:extension:quantitativeTypes;1','dtmi:counterpart:context;1'],"
                + "'@id':'" + id + "','@type':['Interface','Twin']," + members + "}";
    }

    private static String station(String content) {
        return document("dtmi:t:A;1", "'contents':[" + PUMPS + "," + content + "]");
    }

    private static String power(String related) {
        return station("{'@type':['Telemetry','Power','Signal'],'name':'power','schema':'double','unit':'kilowatt',"
                + "'related':{" + related + "}}");
    }

    private static String errors(String... documents) {
        return parse(documents) instanceof DtdlParser.Outcome.Refused refused
                ? refused.errors().stream()
                        .map(error -> error.id().substring(error.id().lastIndexOf(':') + 1) + " " + error.element())
                        .collect(Collectors.joining(", "))
                : "";
    }

    @Test
    void aPropertyIsMadeOfRelatedTwins() {
        Interface type = read(power("'by':'pumps','of':'power','statistic':'sum','minQuality':50"), PUMP);
        Content.Telemetry power = (Content.Telemetry) type.contents().get(1);
        assertEquals(
                new Signal(
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new Signal.Related("pumps", new PropertyName("power"), Signal.Aggregate.SUM, 50)),
                power.signal());
    }

    @Test
    void partsAreInherited() {
        String sub = document("dtmi:t:A;1", "'extends':'dtmi:t:B;1','contents':[]");
        String base = document("dtmi:t:B;1", "'parts':['pumps'],'contents':[" + PUMPS + "]");
        assertEquals(List.of("pumps"), read(sub, base, PUMP).parts());
    }

    @Test
    void whatTheTargetHasIsSeenLaterWhereItIsNotDefinedYet() {
        assertEquals("", errors(power("'by':'pumps','of':'whatever','statistic':'max'")));
    }

    @Test
    void booleansAreCounted() {
        assertEquals(
                "",
                errors(
                        station(
                                "{'@type':['Telemetry','Signal'],'name':'running','schema':'integer','related':{'by':'pumps','of':'running','statistic':'count'}}"),
                        PUMP));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "'by':'tanks','of':'power','statistic':'sum' | related.by",
                "'by':'power','of':'power','statistic':'sum' | related.by",
                "'by':'pumps','of':'mode','statistic':'sum' | related.of",
                "'by':'pumps','of':'head','statistic':'sum' | related.of",
                "'by':'pumps','of':'power' | related.statistic",
            })
    void itNamesWhatIsThere(String related, String place) {
        assertEquals("relatedInvalid dtmi:t:A;1 contents[1]." + place, errors(power(related), PUMP));
    }

    @Test
    void itsUnitMeasuresTheSame() {
        String flow = station("{'@type':['Telemetry','VolumeFlowRate','Signal'],'name':'flow','schema':'double',"
                + "'unit':'litrePerSecond','related':{'by':'pumps','of':'power','statistic':'sum'}}");
        assertEquals("relatedInvalid dtmi:t:A;1 contents[1].related.of", errors(flow, PUMP));
    }

    @Test
    void itIsMadeInOneWay() {
        String both = station("{'@type':['Telemetry','Power','Signal'],'name':'power','schema':'double','unit':'watt',"
                + "'related':{'by':'pumps','of':'power','statistic':'sum'},'derive':'other * 2'},"
                + "{'@type':['Telemetry','Power'],'name':'other','schema':'double','unit':'watt'}");
        assertEquals("signalInvalid dtmi:t:A;1 contents[1].derive", errors(both, PUMP));
    }

    @Test
    void aComponentHasNoRelationships() {
        String whole =
                document("dtmi:t:A;1", "'contents':[{'@type':'Component','name':'inner','schema':'dtmi:t:Inner;1'}]");
        String inner = power("'by':'pumps','of':'power','statistic':'sum'").replace("dtmi:t:A;1", "dtmi:t:Inner;1");
        assertEquals("relatedInvalid dtmi:t:A;1 contents[0].schema", errors(whole, inner, PUMP));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {"'pumps'", "[]", "['pumps','pumps']", "[1]"})
    void partsAreAListOfNames(String parts) {
        String document = document("dtmi:t:A;1", "'parts':" + parts + ",'contents':[" + PUMPS + "]");
        assertEquals("declarationInvalid dtmi:t:A;1 parts", errors(document));
    }

    @Test
    void soManyAreMadeOfOthersAndNoMore() {
        StringBuilder contents = new StringBuilder();
        for (int i = 0; i <= SignalBudget.RELATED_MAX; i++) {
            contents.append(i == 0 ? "" : ",")
                    .append("{'@type':['Telemetry','Signal'],'name':'p")
                    .append(i)
                    .append("','schema':'double','related':{'by':'pumps','of':'running','statistic':'sum'}}");
        }
        assertEquals("signalsTooCostly dtmi:t:A;1", errors(station(contents.toString()), PUMP));
    }

    @Test
    void partsAreRelationships() {
        String document = document("dtmi:t:A;1", "'parts':['tanks'],'contents':[" + PUMPS + "]");
        assertEquals("relatedInvalid dtmi:t:A;1 parts", errors(document));
    }
}
