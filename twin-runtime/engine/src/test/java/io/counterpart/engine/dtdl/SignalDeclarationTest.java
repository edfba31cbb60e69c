package io.counterpart.engine.dtdl;

import static io.counterpart.engine.dtdl.Documents.parse;
import static io.counterpart.engine.dtdl.Documents.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.engine.order.AcceptedTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Counterpart's own words in DTDL: what signals are beyond it. */
class SignalDeclarationTest {

    private static final String PRESSURE = "'@type':['Telemetry','Pressure','Signal'],'schema':'double','unit':'bar'";

    private static String document(String members) {
        return document("dtmi:t:A;1", members);
    }

    private static String document(String id, String members) {
        return "{'@context':['dtmi:dtdl:context;3','dtmi:dtdl:extension:quantitativeTypes;1','dtmi:counterpart:context;1'],'@id':'"
                + id + "','@type':['Interface','Twin']," + members + "}";
    }

    private static String signal(String declaration) {
        return document("'contents':[{'name':'p'," + PRESSURE + "," + declaration + "},{'name':'q'," + PRESSURE
                + "},{'@type':'Telemetry','name':'mode','schema':'string'}]");
    }

    private static @Nullable Signal first(Interface type) {
        return assertInstanceOf(Content.Telemetry.class, type.contents().getFirst())
                .signal();
    }

    private static String errors(String document) {
        return assertInstanceOf(DtdlParser.Outcome.Refused.class, parse(document)).errors().stream()
                .map(error -> error.id().substring(error.id().lastIndexOf(':') + 1) + " " + error.element())
                .collect(Collectors.joining(", "));
    }

    @Test
    void allOfASignalIsRead() {
        Interface type = read(signal("'source':{'unit':'psi','scale':0.1,'offset':-4},"
                + "'quality':{'min':0,'max':16,'rate':2.5,'period':'PT1S','gap':'PT3S','stuck':30,'spike':1.5,'reference':'q','drift':0.2,'skew':'PT1M'},"
                + "'filter':{'median':5,'rate':1,'deadband':0.05}"));
        assertEquals(
                new Signal(
                        new Signal.Source("psi", 0.1, -4),
                        new Signal.Quality(
                                0.0, 16.0, 2.5, 1_000L, 3_000L, 30, 1.5, new PropertyName("q"), 0.2, 60_000L),
                        new Signal.Filter(5, 1.0, 0.05),
                        null,
                        null),
                first(type));
    }

    @Test
    void aWindowIsOfAnother() {
        Interface type = read(signal("'window':{'of':'q','length':'PT1M','statistic':'p95'}"));
        assertEquals(
                new Signal(
                        null,
                        null,
                        null,
                        new Signal.Window(new PropertyName("q"), 60_000, Signal.Statistic.P95, 50),
                        null),
                first(type));
    }

    @Test
    void aSignalMayNameWhatItsTypeInherits() {
        Interface type = read(
                document("'extends':'dtmi:t:B;1','contents':[{'name':'p'," + PRESSURE
                        + ",'window':{'of':'q','length':'PT1M','statistic':'mean'}}]"),
                document("dtmi:t:B;1", "'order':{'window':'PT10S'},'contents':[{'name':'q'," + PRESSURE + "}]"));
        assertEquals(10_000, type.order().windowMs());
        assertEquals(
                List.of("p", "q"), type.contents().stream().map(Content::name).toList());
    }

    private static Order order(String... types) {
        return read(types).order();
    }

    private static String rig(String order) {
        return document("'order':" + order + ",'contents':[]");
    }

    private static String sub(String... supertypes) {
        return document("'extends':['" + String.join("','", supertypes) + "'],'contents':[]");
    }

    @Test
    void aTypeMayNarrowTheTimesItTakes() {
        assertEquals(
                new Order(10_000, new AcceptedTime(7 * 86_400_000L, 60_000)),
                order(rig("{'window':'PT10S','past':'P7D','future':'PT1M'}")));
        assertEquals(new Order(0, new AcceptedTime(1, AcceptedTime.AHEAD_MAX_MS)), order(rig("{'past':'PT0.001S'}")));
        assertEquals(new Order(0, new AcceptedTime(AcceptedTime.UNBOUNDED, 300_000)), order(rig("{'future':'PT5M'}")));
        assertEquals(new Order(1_000, AcceptedTime.ANY), order(rig("{'window':'PT1S'}")));
        assertEquals(
                3_650 * 86_400_000L, order(rig("{'past':'P3650D'}")).accepted().pastMs());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'past':'P3651D'} | past",
                "{'past':'PT0S'} | past",
                "{'past':7} | past",
                "{'window':'PT10S','past':'PT9.999S'} | past",
                "{'future':'PT5M0.001S'} | future",
                "{'future':'-PT1S'} | future",
            })
    void timesThatCannotBeTakenAreRefused(String order, String member) {
        assertEquals("declarationInvalid dtmi:t:A;1 order." + member, errors(rig(order)));
    }

    @Test
    void ofWhatIsInheritedTheNarrowestTimesHoldThatKeepTheLongestWindow() {
        String one = document("dtmi:t:B;1", "'order':{'window':'PT10S','past':'P7D','future':'PT2M'},'contents':[]");
        String other = document("dtmi:t:C;1", "'order':{'past':'PT5S','future':'PT1M'},'contents':[]");
        assertEquals(
                new Order(10_000, new AcceptedTime(10_000, 60_000)),
                order(sub("dtmi:t:B;1", "dtmi:t:C;1"), one, other));
        assertEquals(
                new Order(0, new AcceptedTime(86_400_000, AcceptedTime.AHEAD_MAX_MS)),
                order(document("'extends':'dtmi:t:B;1','order':{'past':'P1D'},'contents':[]"), one),
                "what a type says itself, it says as a whole");
    }

    @Test
    void whoDeclaresNothingIsNoSignal() {
        assertNull(first(read(document("'contents':[{'name':'p'," + PRESSURE + "}]"))));
        assertEquals(0, read(document("'contents':[]")).order().windowMs());
    }

    @Test
    void whatWasGivenIsKeptAsItWas() {
        String document = signal("'quality':{'max':16}");
        assertEquals(Documents.json(document), read(document).document());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'quality':7 | declarationNotObject dtmi:t:A;1 contents[0].quality",
                "'quality':{'maximum':7} | declarationUnknown dtmi:t:A;1 contents[0].quality.maximum",
                "'quality':{'max':'7'} | declarationInvalid dtmi:t:A;1 contents[0].quality.max",
                "'quality':{'min':7,'max':7} | declarationInvalid dtmi:t:A;1 contents[0].quality.max",
                "'quality':{'rate':0} | declarationInvalid dtmi:t:A;1 contents[0].quality.rate",
                "'quality':{'period':'1s'} | declarationInvalid dtmi:t:A;1 contents[0].quality.period",
                "'quality':{'period':'PT0S'} | declarationInvalid dtmi:t:A;1 contents[0].quality.period",
                "'quality':{'period':'P32D'} | declarationInvalid dtmi:t:A;1 contents[0].quality.period",
                "'quality':{'stuck':1} | declarationInvalid dtmi:t:A;1 contents[0].quality.stuck",
                "'quality':{'period':'PT10S','gap':'PT5S'} | declarationInvalid dtmi:t:A;1 contents[0].quality.gap",
                "'quality':{'drift':1} | declarationInvalid dtmi:t:A;1 contents[0].quality.reference",
                "'quality':{'reference':'q'} | declarationInvalid dtmi:t:A;1 contents[0].quality.drift",
                "'quality':{'reference':'p','drift':1} | signalInvalid dtmi:t:A;1 contents[0].quality.reference",
                "'quality':{'reference':'mode','drift':1} | signalInvalid dtmi:t:A;1 contents[0].quality.reference",
                "'quality':{'reference':'none','drift':1} | signalInvalid dtmi:t:A;1 contents[0].quality.reference",
                "'source':{'unit':'degreeCelsius'} | signalInvalid dtmi:t:A;1 contents[0].source.unit",
                "'source':{'unit':'parsec per pound of'} | declarationInvalid dtmi:t:A;1 contents[0].source.unit",
                "'source':{'scale':0} | declarationInvalid dtmi:t:A;1 contents[0].source.scale",
                "'filter':{'median':4} | declarationInvalid dtmi:t:A;1 contents[0].filter.median",
                "'filter':{'median':33} | declarationInvalid dtmi:t:A;1 contents[0].filter.median",
                "'filter':{'deadband':-1} | declarationInvalid dtmi:t:A;1 contents[0].filter.deadband",
                "'window':{} | declarationIncomplete dtmi:t:A;1 contents[0].window, declarationIncomplete dtmi:t:A;1 contents[0].window, declarationIncomplete dtmi:t:A;1 contents[0].window",
                "'window':{'of':'q','length':'PT1M','statistic':'mode'} | declarationInvalid dtmi:t:A;1 contents[0].window.statistic",
                "'window':{'of':'q','length':'PT1M','statistic':'count'} | signalInvalid dtmi:t:A;1 contents[0].unit",
                "'window':{'of':'q','length':'PT1M','statistic':'mean','minQuality':101} | declarationInvalid dtmi:t:A;1 contents[0].window.minQuality",
                "'window':{'of':'q','length':'PT1M','statistic':'mean'},'source':{'scale':2} | signalInvalid dtmi:t:A;1 contents[0].source",
                "'align':{'of':'q','every':'PT10S'} | declarationIncomplete dtmi:t:A;1 contents[0].align",
                "'align':{'of':'q','every':'PT0.001S','maxGap':'PT11S'} | signalsTooCostly dtmi:t:A;1",
                "'align':{'of':'mode','every':'PT10S','maxGap':'PT1M'} | signalInvalid dtmi:t:A;1 contents[0].align.of",
                "'derived':'1+1' | propertyUndefinedTerm dtmi:t:A;1 contents[0].derived",
            })
    void whatIsWrongIsNamedByItsPlace(String declaration, String errors) {
        assertEquals(errors, errors(signal(declaration)));
    }

    private static String derived(String expression) {
        return document(
                "'contents':[{'@type':['Telemetry','Power','Signal'],'name':'power','schema':'double','unit':'kilowatt','derive':'"
                        + expression
                        + "'},{'@type':['Telemetry','VolumeFlowRate'],'name':'flow','schema':'double','unit':'cubicMetrePerHour'},"
                        + "{'name':'p'," + PRESSURE + "},{'@type':'Telemetry','name':'mode','schema':'string'},"
                        + "{'name':'grid'," + PRESSURE + ",'align':{'of':'p','every':'PT10S','maxGap':'PT1M'}}]");
    }

    @Test
    void aPropertyMayBeAFunctionOfOthers() {
        Interface type = read(derived("flow * p"));
        assertEquals(new Signal(null, null, null, null, null, new Signal.Derivation("flow * p", null)), first(type));
    }

    @Test
    void aFunctionReadsTextsAndWordsOfAnEnumeration() {
        String document = document("'contents':["
                + "{'@type':['Telemetry','Signal'],'name':'on','schema':'boolean','derive':\"mode == 'auto' || text == 'x'\"},"
                + "{'@type':'Telemetry','name':'text','schema':'string'},"
                + "{'@type':'Telemetry','name':'mode','schema':{'@type':'Enum','valueSchema':'string',"
                + "'enumValues':[{'name':'automatic','enumValue':'auto'}]}}]");
        assertEquals(
                "mode == 'auto' || text == 'x'",
                Objects.requireNonNull(
                                Objects.requireNonNull(first(read(document))).derive())
                        .expression());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "flow + p | derivationInvalid dtmi:t:A;1 contents[0].derive[5]",
                "flow * nothing | derivationInvalid dtmi:t:A;1 contents[0].derive[7]",
                "flow * | derivationInvalid dtmi:t:A;1 contents[0].derive[6]",
                "1 + 1 | derivationInvalid dtmi:t:A;1 contents[0].derive",
                "flow | derivationInvalid dtmi:t:A;1 contents[0].derive[0]",
                "flow * grid | derivationInvalid dtmi:t:A;1 contents[0].derive",
                "power + flow * p | derivationInvalid dtmi:t:A;1 contents[0].derive",
            })
    void anExpressionThatIsNoneIsNamedByItsPlace(String expression, String error) {
        assertEquals(error, errors(derived(expression)));
    }

    @Test
    void whatIsMadeOfItselfByWayOfOthersIsRefused() {
        String document =
                document("'contents':[{'@type':['Telemetry','Signal'],'name':'a','schema':'double','derive':'b + 1'},"
                        + "{'@type':['Telemetry','Signal'],'name':'b','schema':'double','window':{'of':'c','length':'PT1M','statistic':'mean'}},"
                        + "{'@type':['Telemetry','Signal'],'name':'c','schema':'double','derive':'a * 2'}]");
        assertTrue(errors(document).startsWith("derivationInvalid dtmi:t:A;1 contents[0].derive"), errors(document));
    }

    @Test
    void whatIsInheritedIsCheckedFirst() {
        String error = "signalNotNumeric dtmi:t:B;1 contents[1]";
        String sub = document(
                "'extends':'dtmi:t:B;1','contents':[{'@type':['Telemetry','Signal'],'name':'x','schema':'double','derive':'v'}]");
        String base = document(
                "dtmi:t:B;1",
                "'contents':[{'@type':'Telemetry','name':'v','schema':'double'},{'@type':['Telemetry','Signal'],'name':'d','schema':'date','derive':'v * 2'}]");
        for (DtdlParser.Outcome outcome : List.of(parse(sub, base), parse(base, sub))) {
            assertEquals(
                    error,
                    assertInstanceOf(DtdlParser.Outcome.Refused.class, outcome).errors().stream()
                            .map(one -> one.id().substring(one.id().lastIndexOf(':') + 1) + " " + one.element())
                            .collect(Collectors.joining(", ")));
        }
    }

    private static String chain(int length) {
        StringBuilder contents = new StringBuilder("'contents':[{'@type':'Telemetry','name':'d0','schema':'double'},"
                + "{'@type':'Telemetry','name':'d1','schema':'double'}");
        for (int i = 2; i < length + 2; i++) {
            contents.append(",{'@type':['Telemetry','Signal'],'name':'d")
                    .append(i)
                    .append("','schema':'double','derive':'d")
                    .append(i - 1)
                    .append(" + d")
                    .append(i - 2)
                    .append("'}");
        }
        return document(contents + "]");
    }

    @Test
    void aLongChainIsReadInNoTimeAndALongerOneIsRefused() {
        assertEquals(102, read(chain(100)).contents().size());
        assertEquals("signalsTooCostly dtmi:t:A;1", errors(chain(101)));
    }

    private static String grids(int count) {
        StringBuilder contents = new StringBuilder("'contents':[{'@type':'Telemetry','name':'a','schema':'double'}");
        for (int i = 0; i < count; i++) {
            contents.append(",{'@type':['Telemetry','Signal'],'name':'g")
                    .append(i)
                    .append("','schema':'double','align':{'of':'a','every':'PT1S','maxGap':'PT1H'}}");
        }
        return document(contents + "]");
    }

    @Test
    void whatAllSignalsTogetherWouldCostIsBounded() {
        assertEquals(3, read(grids(2)).contents().size());
        assertEquals("signalsTooCostly dtmi:t:A;1", errors(grids(3)));
        StringBuilder windows = new StringBuilder("'contents':[{'@type':'Telemetry','name':'a','schema':'double'}");
        for (int i = 1; i <= 101; i++) {
            windows.append(",{'@type':['Telemetry','Signal'],'name':'w")
                    .append(i)
                    .append("','schema':'double','window':{'of':'a','length':'PT")
                    .append(i)
                    .append("M','statistic':'mean'}}");
        }
        assertEquals("signalsTooCostly dtmi:t:A;1", errors(document(windows + "]")));
    }

    @Test
    void anExpressionMayNameWhatComponentsHave() {
        Interface type = read(
                document(
                        "'contents':[{'@type':['Telemetry','Signal'],'name':'twice','schema':'double','derive':'motor.speed * 2'},"
                                + "{'@type':'Component','name':'motor','schema':'dtmi:t:M;1'}]"),
                document("dtmi:t:M;1", "'contents':[{'@type':'Telemetry','name':'speed','schema':'double'}]"));
        assertEquals(
                new Signal(null, null, null, null, null, new Signal.Derivation("motor.speed * 2", null)), first(type));
    }

    @Test
    void whatIsTrueOrFalseCanBeDerived() {
        Interface type = read(document(
                "'contents':[{'@type':['Telemetry','Signal'],'name':'high','schema':'boolean','derive':'x > 3'},"
                        + "{'@type':'Telemetry','name':'x','schema':'double'}]"));
        assertEquals(new Signal(null, null, null, null, null, new Signal.Derivation("x > 3", null)), first(type));
    }

    @Test
    void aWindowOfAWindowIsRefused() {
        String document = document("'contents':[{'name':'p'," + PRESSURE
                + ",'window':{'of':'q','length':'PT1M','statistic':'mean'}},{'name':'q'," + PRESSURE
                + ",'window':{'of':'p','length':'PT1M','statistic':'mean'}}]");
        assertTrue(errors(document).startsWith("signalInvalid dtmi:t:A;1 contents[0].window.of"), errors(document));
    }

    @Test
    void whatNeedNotBeWholeIsNoInteger() {
        String document = document(
                "'contents':[{'@type':['Telemetry','Signal'],'name':'p','schema':'integer','window':{'of':'q','length':'PT1M','statistic':'%s'}},"
                        + "{'@type':'Telemetry','name':'q','schema':'integer'}]");
        assertEquals("signalInvalid dtmi:t:A;1 contents[0].schema", errors(document.formatted("mean")));
        assertEquals(
                1,
                read(document.formatted("max")).contents().stream()
                        .filter(content -> content instanceof Content.Telemetry telemetry && telemetry.signal() != null)
                        .count());
    }

    @Test
    void aReferenceInAnotherUnitIsRefused() {
        String document = document(
                "'contents':[{'name':'p'," + PRESSURE
                        + ",'quality':{'reference':'q','drift':1}},{'@type':['Telemetry','Pressure'],'name':'q','schema':'double','unit':'pascal'}]");
        assertEquals("signalInvalid dtmi:t:A;1 contents[0].quality.reference", errors(document));
    }

    @Test
    void onlyNumbersAreSignals() {
        String document = document(
                "'contents':[{'@type':['Telemetry','Signal'],'name':'p','schema':'string','quality':{'stuck':3}}]");
        assertEquals("signalNotNumeric dtmi:t:A;1 contents[0]", errors(document));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'contents':[{'@type':['Relationship','Signal'],'name':'r'}]",
                "'contents':[{'@type':['Telemetry','Twin'],'name':'t','schema':'double'}]",
                "'contents':[{'@type':'Relationship','name':'r','properties':[{'@type':['Property','Signal'],'name':'p','schema':'double'}]}]",
            })
    void notEverythingCanBeASignal(String members) {
        assertTrue(errors(document(members)).startsWith("invalidCotype"), errors(document(members)));
    }

    @Test
    void whoDoesNotSayThatItIsASignalIsToldTo() {
        String document =
                document("'contents':[{'@type':'Telemetry','name':'p','schema':'double','quality':{'max':1}}]");
        assertEquals("noTypeThatAllows dtmi:t:A;1 contents[0].quality", errors(document));
    }

    @Test
    void withoutTheContextItsWordsAreUnknown() {
        assertEquals(
                "typeUndefinedTerm dtmi:t:A;1 contents[0]",
                errors(
                        Documents.v3(
                                "'contents':[{'@type':['Telemetry','Signal'],'name':'p','schema':'double','quality':{'max':1}}]")));
    }

    @Test
    void versionTwoMayHaveThemToo() {
        Interface type = read(
                "{'@context':['dtmi:dtdl:context;2','dtmi:counterpart:context;1'],'@id':'dtmi:t:A;1','@type':'Interface',"
                        + "'contents':[{'@type':['Telemetry','Signal'],'name':'p','schema':'double','quality':{'max':1}}]}");
        assertEquals(
                new Signal(
                        null,
                        new Signal.Quality(null, 1.0, null, null, null, null, null, null, null, null),
                        null,
                        null,
                        null),
                first(type));
    }
}
