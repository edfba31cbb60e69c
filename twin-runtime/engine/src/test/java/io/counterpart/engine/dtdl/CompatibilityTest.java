package io.counterpart.engine.dtdl;

import static io.counterpart.engine.dtdl.Documents.named;
import static io.counterpart.engine.dtdl.Documents.read;
import static io.counterpart.engine.dtdl.Documents.v3;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.counterpart.engine.dtdl.Compatibility.Change;
import io.counterpart.engine.dtdl.Compatibility.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {

    private static Interface type(String contents) {
        return read(
                v3("'contents':[" + contents + "]")
                        .replace("quantitativeTypes;1'", "quantitativeTypes;1','dtmi:counterpart:context;1'"),
                named("dtmi:t:B;1", ""));
    }

    private static final String T = "{'@type':'Telemetry','name':'a','schema':";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "COMPATIBLE | {'@type':'Telemetry','name':'a','schema':'integer'} | {'@type':'Telemetry','name':'a','schema':'long'}",
                "COMPATIBLE | {'@type':'Telemetry','name':'a','schema':'float'} | {'@type':'Telemetry','name':'a','schema':'double'}",
                "BREAKING   | {'@type':'Telemetry','name':'a','schema':'double'} | {'@type':'Telemetry','name':'a','schema':'float'}",
                "BREAKING   | {'@type':'Telemetry','name':'a','schema':'long'} | {'@type':'Telemetry','name':'a','schema':'double'}",
                "BREAKING   | {'@type':'Telemetry','name':'a','schema':'double'} | {'@type':'Property','name':'a','schema':'double'}",
                "MIGRATABLE | {'@type':['Telemetry','Pressure'],'name':'a','schema':'double','unit':'bar'} | {'@type':['Telemetry','Pressure'],'name':'a','schema':'double','unit':'pascal'}",
                "BREAKING   | {'@type':['Telemetry','Pressure'],'name':'a','schema':'double','unit':'bar'} | {'@type':['Telemetry','Length'],'name':'a','schema':'double','unit':'metre'}",
                "BREAKING   | {'@type':['Telemetry','Pressure'],'name':'a','schema':'double','unit':'bar'} | {'@type':'Telemetry','name':'a','schema':'double'}",
                "COMPATIBLE | {'@type':['Telemetry','Length'],'name':'a','schema':'double','unit':'metre'} | {'@type':['Telemetry','Distance'],'name':'a','schema':'double','unit':'metre'}",
                "BREAKING   | {'@type':'Property','name':'a','schema':'double','writable':true} | {'@type':'Property','name':'a','schema':'double'}",
                "COMPATIBLE | {'@type':'Property','name':'a','schema':'double'} | {'@type':'Property','name':'a','schema':'double','writable':true}",
                "COMPATIBLE | {'@type':'Telemetry','name':'a','schema':{'@type':'Enum','valueSchema':'integer','enumValues':[{'name':'x','enumValue':1}]}} | {'@type':'Telemetry','name':'a','schema':{'@type':'Enum','valueSchema':'integer','enumValues':[{'name':'y','enumValue':2},{'name':'x','enumValue':1}]}}",
                "BREAKING   | {'@type':'Telemetry','name':'a','schema':{'@type':'Enum','valueSchema':'integer','enumValues':[{'name':'x','enumValue':1}]}} | {'@type':'Telemetry','name':'a','schema':{'@type':'Enum','valueSchema':'integer','enumValues':[{'name':'x','enumValue':2}]}}",
                "COMPATIBLE | {'@type':'Telemetry','name':'a','schema':{'@type':'Object','fields':[{'name':'x','schema':'integer'}]}} | {'@type':'Telemetry','name':'a','schema':{'@type':'Object','fields':[{'name':'x','schema':'long'},{'name':'y','schema':'long'}]}}",
                "BREAKING   | {'@type':'Command','name':'a'} | {'@type':'Command','name':'a','request':{'name':'r','schema':'double'}}",
                "COMPATIBLE | {'@type':'Relationship','name':'a','maxMultiplicity':1} | {'@type':'Relationship','name':'a'}",
                "BREAKING   | {'@type':'Relationship','name':'a'} | {'@type':'Relationship','name':'a','maxMultiplicity':1}",
                "BREAKING   | {'@type':'Relationship','name':'a'} | {'@type':'Relationship','name':'a','target':'dtmi:t:B;1'}",
                "COMPATIBLE | {'@type':'Relationship','name':'a','target':'dtmi:t:B;1'} | {'@type':'Relationship','name':'a'}",
                "COMPATIBLE | {'@type':['Telemetry','Signal'],'name':'a','schema':'double','quality':{'max':1}} | {'@type':['Telemetry','Signal'],'name':'a','schema':'double','quality':{'max':2}}",
                "COMPATIBLE | {'@type':'Telemetry','name':'a','schema':'double'} | {'@type':['Telemetry','Signal'],'name':'a','schema':'double','filter':{'median':3}}",
                "BREAKING   | {'@type':['Telemetry','Signal'],'name':'a','schema':'double'} | {'@type':['Telemetry','Signal'],'name':'a','schema':'double','source':{'scale':10}}",
            })
    void oneChangeIsJudged(Verdict verdict, String before, String now) {
        Compatibility compatibility = Compatibility.between(type(before), type(now));
        assertEquals(
                List.of(verdict),
                compatibility.changes().stream().map(Change::verdict).toList());
        assertEquals(verdict, compatibility.verdict());
    }

    @Test
    void theSameIsCompatibleWithoutAChange() {
        assertEquals(
                new Compatibility(Verdict.COMPATIBLE, List.of()),
                Compatibility.between(type(T + "'double'}"), type(T + "'double','displayName':'A'}")));
    }

    @Test
    void whatIsGoneBreaksAndWhatIsNewDoesNot() {
        assertEquals(
                List.of(
                        new Change("a", Verdict.BREAKING, "It is gone."),
                        new Change("b", Verdict.COMPATIBLE, "It is new.")),
                Compatibility.between(type(T + "'double'}"), type("{'@type':'Telemetry','name':'b','schema':'double'}"))
                        .changes());
    }

    private static List<Change> ofOrder(String older, String newer) {
        return Compatibility.between(ordered(older), ordered(newer)).changes();
    }

    private static Interface ordered(String order) {
        return read(v3("'order':" + order)
                .replace("quantitativeTypes;1'", "quantitativeTypes;1','dtmi:counterpart:context;1'")
                .replace("'@type':'Interface'", "'@type':['Interface','Twin']"));
    }

    @Test
    void readingsThatWereTakenAndAreNoMoreBreak() {
        String narrow = "{'past':'P7D','future':'PT1M'}";
        assertEquals(
                List.of(
                        new Change("", Verdict.BREAKING, "Readings that are older than P7D are rejected."),
                        new Change("", Verdict.BREAKING, "Readings that are ahead by PT1M are rejected.")),
                ofOrder("{}", narrow));
        assertEquals(
                List.of(new Change("", Verdict.COMPATIBLE, "It takes readings of more times.")), ofOrder(narrow, "{}"));
        assertEquals(
                List.of(
                        new Change("", Verdict.BREAKING, "Readings that are ahead by PT1M are rejected."),
                        new Change("", Verdict.COMPATIBLE, "It takes readings of more times.")),
                ofOrder("{'past':'P6D'}", narrow));
        assertEquals(List.of(), ofOrder(narrow, narrow));
    }

    @Test
    void whoeverAskedForTheSupertypeFindsItNoMore() {
        Interface older = read(v3("'extends':'dtmi:t:B;1'"), named("dtmi:t:B;1", ""));
        assertEquals(
                List.of(new Change("", Verdict.BREAKING, "It is no dtmi:t:B;1 any more.")),
                Compatibility.between(older, read(v3(""))).changes());
    }

    @Test
    void componentsAreComparedByWhatTheyHave() {
        String component = "'contents':[{'@type':'Component','name':'c','schema':'dtmi:t:B;1'}]";
        assertEquals(
                List.of(new Change("c.x", Verdict.BREAKING, "It is gone.")),
                Compatibility.between(
                                read(
                                        v3(component),
                                        named(
                                                "dtmi:t:B;1",
                                                "'contents':[{'@type':'Telemetry','name':'x','schema':'double'}]")),
                                read(v3(component), named("dtmi:t:B;1", "")))
                        .changes());
    }
}
