package io.counterpart.engine.dtdl;

import static io.counterpart.engine.dtdl.Documents.named;
import static io.counterpart.engine.dtdl.Documents.rules;
import static io.counterpart.engine.dtdl.Documents.v2;
import static io.counterpart.engine.dtdl.Documents.v3;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule, and that a document which keeps it but for a hair is taken. */
class BrokenRulesTest {

    private static String contents(String content) {
        return v3("'contents':[" + content + "]");
    }

    private static String schema(String schema) {
        return contents("{'@type':'Telemetry','name':'t','schema':" + schema + "}");
    }

    private static String nested(int arrays) {
        return "{'@type':'Array','elementSchema':".repeat(arrays) + "'double'" + "}".repeat(arrays);
    }

    private static String chain(int interfaces) {
        StringBuilder chain = new StringBuilder("[" + v3("'extends':'dtmi:t:B0;1'"));
        for (int i = 0; i < interfaces; i++) {
            String members = i == interfaces - 1 ? "" : "'extends':'dtmi:t:B" + (i + 1) + ";1'";
            chain.append(',').append(named("dtmi:t:B" + i + ";1", members));
        }
        return chain + "]";
    }

    private static Arguments broken(String rule, String... documents) {
        return Arguments.of(rule, documents);
    }

    static Stream<Arguments> broken() {
        String interfaceOnly = "'@id':'dtmi:t:A;1','@type':'Interface'";
        String value = "{'@type':'Telemetry','name':'t','schema':'double'";
        return Stream.of(
                broken("notJsonObject", "[]"),
                broken("missingContext", "{" + interfaceOnly + "}"),
                broken("emptyContext", "{'@context':[]," + interfaceOnly + "}"),
                broken("missingDtdlContext", "{'@context':'http://example.com'," + interfaceOnly + "}"),
                broken("missingContextVersion", "{'@context':'dtmi:dtdl:context'," + interfaceOnly + "}"),
                broken("unrecognizedContextVersion", "{'@context':'dtmi:dtdl:context;9'," + interfaceOnly + "}"),
                broken("disallowedContextVersion", "{'@context':'dtmi:dtdl:context;4'," + interfaceOnly + "}"),
                broken("nonDtmiContextSpecifier", "{'@context':['dtmi:dtdl:context;3','x']," + interfaceOnly + "}"),
                broken(
                        "invalidContextSpecifier",
                        "{'@context':['dtmi:dtdl:context;3','dtmi:_:;1']," + interfaceOnly + "}"),
                broken(
                        "unresolvableContextSpecifier",
                        "{'@context':['dtmi:dtdl:context;3','dtmi:x:y;1']," + interfaceOnly + "}"),
                broken(
                        "unresolvableContextVersion",
                        "{'@context':['dtmi:dtdl:context;3','dtmi:dtdl:extension:quantitativeTypes;9']," + interfaceOnly
                                + "}"),
                broken(
                        "disallowedLocalContext",
                        "{'@context':['dtmi:dtdl:context;3',{'x':'y'}]," + interfaceOnly + "}"),
                broken("missingTopLevelId", "{'@context':'dtmi:dtdl:context;3','@type':'Interface'}"),
                broken("idNotString", "{'@context':'dtmi:dtdl:context;3','@id':7,'@type':'Interface'}"),
                broken("invalidId", named("dtmi:t:_A;1", "")),
                broken("invalidId", named("dtmi:t:A;0", "")),
                broken("invalidId", named("dtmi:t:A_;1", "")),
                broken("disallowedIdFragment", named("dtmi:t:A;1#x", "")),
                broken("reservedId", named("dtmi:dtdl:A;1", "")),
                broken("idTooLong", named("dtmi:t:" + "a".repeat(2_048) + ";1", "")),
                broken("idTooLongForType", named("dtmi:t:" + "a".repeat(121) + ";1", "")),
                broken(
                        "typeNotRootable",
                        "{'@context':'dtmi:dtdl:context;3','@id':'dtmi:t:A;1','@type':'Telemetry','name':'t','schema':'double'}"),
                broken("topLevelGraphDisallowed", v3("'@graph':[]")),
                broken("topLevelKeywordDisallowed", v3("'@included':[]")),
                broken("duplicateDefinition", v3(""), v3("")),
                broken("propertyUndefinedTerm", v3("'contens':[]")),
                broken("propertyUndefinedTerm", v2("'contens':[]")),
                broken(
                        "propertyUndefinedTerm",
                        v2(
                                "'contents':[{'@type':['Telemetry','Temperature'],'name':'t','schema':'double','unit':'kelvin','x':1}]")),
                broken("propertyIrrelevantDtmiOrTerm", v2("'contents':[" + value + ",'dtmi:foo:bar;1':1}]")),
                broken("propertyInvalidDtmi", v2("'dtmi:foo//bar':1")),
                broken(
                        "typeIrrelevantDtmiOrTerm",
                        v2("'contents':[{'@type':['Telemetry','dtmi:foo:bar;1'],'name':'t','schema':'double'}]")),
                broken(
                        "typeIrrelevantDtmiOrTerm",
                        v3("'contents':[{'@type':['Telemetry','Schema'],'name':'t','schema':'double'}]")),
                broken("invalidId", v2("").replace("dtmi:t:A;1", "dtmi:t:A")),
                broken("invalidId", v2("").replace("dtmi:t:A;1", "dtmi:t:A;1.2")),
                broken("excludedType", v2("'contents':[{'@type':'Property','name':'p','schema':'point'}]")),
                broken("langStringElementNotStringOrObject", v3("'description':null")),
                broken("stringNotString", v3("'comment':null")),
                broken("refNotStringOrObject", v3("'contents':null")),
                broken("badDtmiOrTerm", contents("{'@type':'Command','name':'c','commandType':'isochronous'}")),
                broken(
                        "valueObjectInvalidProp",
                        schema(
                                "{'@type':'Enum','valueSchema':'integer','enumValues':[{'name':'a','enumValue':{'@value':1,'x':2}}]}")),
                broken(
                        "integerTypeNotInteger",
                        schema(
                                "{'@type':'Enum','valueSchema':'integer','enumValues':[{'name':'a','enumValue':{'@value':1,'@type':'xsd:string'}}]}")),
                broken("propertyIrrelevantDtmiOrTerm", contents(value + ",'writable':true}")),
                broken("propertyNotDtmiNorTerm", v3("'http://x.y':1")),
                broken("propertyInvalidDtmi", v3("'dtmi:x;y;z':1")),
                broken("typeUndefinedTerm", contents("{'@type':['Telemetry','Presure'],'name':'t','schema':'double'}")),
                broken("typeInvalidDtmi", contents("{'@type':['Telemetry','dtmi:-'],'name':'t','schema':'double'}")),
                broken("typeNotDtmiNorTerm", contents("{'@type':['Telemetry','x:y'],'name':'t','schema':'double'}")),
                broken(
                        "typeIrrelevantDtmiOrTerm",
                        contents("{'@type':['Telemetry','double'],'name':'t','schema':'double'}")),
                broken(
                        "multipleMaterialTypes",
                        contents("{'@type':['Telemetry','Property'],'name':'t','schema':'double'}")),
                broken("badType", contents("{'@type':'Field','name':'t','schema':'double'}")),
                broken("badType", contents("{'name':'t','schema':'double'}")),
                broken("missingLiteralProperty", contents("{'@type':'Telemetry','schema':'double'}")),
                broken("missingObjectProperty", contents("{'@type':'Telemetry','name':'t'}")),
                broken("stringNotString", contents("{'@type':'Telemetry','name':5,'schema':'double'}")),
                broken("stringMultipleValues", contents("{'@type':'Telemetry','name':['a','b'],'schema':'double'}")),
                broken("stringInvalid", contents("{'@type':'Telemetry','name':'1st','schema':'double'}")),
                broken("stringInvalid", contents("{'@type':'Telemetry','name':'t_','schema':'double'}")),
                broken(
                        "stringTooLong",
                        contents("{'@type':'Telemetry','name':'" + "a".repeat(513) + "','schema':'double'}")),
                broken(
                        "stringTooLong",
                        v2("'contents':[{'@type':'Telemetry','name':'" + "a".repeat(65) + "','schema':'double'}]")),
                broken("stringObjectNoValue", v3("'comment':{}")),
                broken("stringTypeNotString", v3("'comment':{'@value':'x','@type':'xsd:integer'}")),
                broken("stringValueNotString", v3("'comment':{'@value':7}")),
                broken("valueObjectInvalidProp", v3("'comment':{'@value':'x','y':1}")),
                broken("valueObjectLanguage", v3("'comment':{'@value':'x','@language':'en'}")),
                broken("langStringElementNotStringOrObject", v3("'displayName':7")),
                broken("langStringInvalidCode", v3("'displayName':{'english':'x'}")),
                broken("langStringValueNotString", v3("'displayName':{'en':7}")),
                broken("langStringValueTooLong", v3("'description':'" + "x".repeat(513) + "'")),
                broken("langMapObjKeyword", v3("'displayName':{'@id':'x'}")),
                broken("langTagValueInLangMap", v3("'displayName':{'@value':'x','@language':'en'}")),
                broken("langStringElementNoValue", v3("'displayName':[{'@language':'en'}]")),
                broken("langStringElementInvalidCode", v3("'displayName':[{'@value':'x','@language':'e'}]")),
                broken("langStringElementCodeNotUnique", v3("'displayName':['x',{'@value':'y','@language':'en'}]")),
                broken(
                        "booleanNotBoolean",
                        contents("{'@type':'Property','name':'p','schema':'double','writable':'yes'}")),
                broken("integerNotInteger", contents("{'@type':'Relationship','name':'r','maxMultiplicity':1.5}")),
                broken("valueBelowMin", contents("{'@type':'Relationship','name':'r','maxMultiplicity':0}")),
                broken("valueNotExact", contents("{'@type':'Relationship','name':'r','minMultiplicity':1}")),
                broken("valueAboveMax", v2("'contents':[{'@type':'Relationship','name':'r','maxMultiplicity':501}]")),
                broken("identifierNotDtmi", contents("{'@type':'Relationship','name':'r','target':'Tank'}")),
                broken("identifierInvalid", contents("{'@type':'Relationship','name':'r','target':'dtmi:_x;1'}")),
                broken(
                        "identifierNotString",
                        contents("{'@type':'Relationship','name':'r','target':{'@id':'dtmi:x;1'}}")),
                broken("badDtmiOrTerm", schema("'doubel'")),
                broken("refNotStringOrObject", schema("7")),
                broken("idReference", schema("{'@id':'dtmi:t:S;1'}")),
                broken("objectMultipleValues", schema("['double','float']")),
                broken("undefinedReservedId", schema("'dtmi:dtdl:instance:Schema:nothing;3'")),
                broken("undefinedIdentifier", schema("'dtmi:t:S;1'")),
                broken("missingRequiredId", v3("'schemas':[{'@type':'Array','elementSchema':'double'}]")),
                broken("keywordDisallowed", contents("{'@type':'Telemetry','name':'t','schema':'double','@index':1}")),
                broken("graphDisallowed", contents("{'@type':'Telemetry','name':'t','schema':'double','@graph':1}")),
                broken("nonUniquePropertyValue", contents(value + "}," + value + "}")),
                broken(
                        "nonUniqueImportedPropertyValue",
                        v3("'extends':'dtmi:t:B;1','contents':[" + value + "}]"),
                        named("dtmi:t:B;1", "'contents':[" + value + "}]")),
                broken("recursiveStructureNarrow", v3("'extends':'dtmi:t:A;1'")),
                broken(
                        "recursiveStructureNarrow",
                        v3("'extends':'dtmi:t:B;1'"),
                        named("dtmi:t:B;1", "'extends':'dtmi:t:A;1'")),
                broken(
                        "recursiveStructureNarrow",
                        v3("'extends':'dtmi:t:B;1'"),
                        named("dtmi:t:B;1", "'extends':'dtmi:t:B;1'")),
                broken("excessiveDepthNarrow", schema(nested(6))),
                broken(
                        "recursiveStructureNarrow",
                        v3("'schemas':[{'@id':'dtmi:t:S;1','@type':'Array','elementSchema':'dtmi:t:S;1'}]")),
                broken(
                        "excludedType",
                        contents("{'@type':'Component','name':'c','schema':'dtmi:t:B;1'}"),
                        named("dtmi:t:B;1", "'contents':[{'@type':'Component','name':'c','schema':'dtmi:t:C;1'}]"),
                        named("dtmi:t:C;1", "")),
                broken("excludedType", contents("{'@type':'Component','name':'c','schema':'dtmi:t:A;1'}")),
                broken(
                        "excludedType",
                        v2(
                                "'contents':[{'@type':'Property','name':'p','schema':{'@type':'Array','elementSchema':'double'}}]")),
                broken(
                        "crossPartitionReference",
                        schema("'dtmi:t:S;1'"),
                        named(
                                "dtmi:t:B;1",
                                "'schemas':[{'@id':'dtmi:t:S;1','@type':'Array','elementSchema':'double'}]")),
                broken("disallowedVersionReference", v2("'extends':'dtmi:t:B;1'"), named("dtmi:t:B;1", "")),
                broken("notRequiredType", schema("'dtmi:t:B;1'"), named("dtmi:t:B;1", "")),
                broken("notRequiredValue", schema("{'@type':'Enum','valueSchema':'double','enumValues':[]}")),
                broken(
                        "notRequiredValue",
                        schema(
                                "{'@type':'Map','mapKey':{'name':'k','schema':'integer'},'mapValue':{'name':'v','schema':'string'}}")),
                broken(
                        "nonConformantDatatype",
                        schema("{'@type':'Enum','valueSchema':'integer','enumValues':[{'name':'a','enumValue':'1'}]}")),
                broken(
                        "nonUniquePropertyValue",
                        schema(
                                "{'@type':'Enum','valueSchema':'integer','enumValues':[{'name':'a','enumValue':1},{'name':'b','enumValue':1}]}")),
                broken(
                        "literalNotValid",
                        schema("{'@type':'Enum','valueSchema':'integer','enumValues':[{'name':'a','enumValue':1.5}]}")),
                broken(
                        "objectCountBelowMin",
                        v2("'contents':[{'@type':'Telemetry','name':'t','schema':{'@type':'Enum'}}]")),
                broken("objectCountAboveMax", v2("'extends':['dtmi:t:B;1','dtmi:t:C;1','dtmi:t:D;1']")),
                broken(
                        "missingSupplementalObjectProperty",
                        contents("{'@type':['Telemetry','Pressure'],'name':'t','schema':'double'}")),
                broken(
                        "notRequiredType",
                        contents("{'@type':['Telemetry','Pressure'],'name':'t','schema':'string','unit':'bar'}")),
                broken(
                        "badDtmiOrTerm",
                        contents("{'@type':['Telemetry','Pressure'],'name':'t','schema':'double','unit':'bars'}")),
                broken("invalidCotype", contents("{'@type':['Command','Pressure'],'name':'t','unit':'bar'}")),
                broken("noTypeThatAllows", contents(value + ",'unit':'bar'}")),
                broken(
                        "inferredTypeDoesNotAllow",
                        schema("{'@type':'Object','fields':[{'name':'f','schema':'double','unit':'bar'}]}")),
                broken(
                        "typeUndefinedTerm",
                        "{'@context':'dtmi:dtdl:context;3'," + interfaceOnly
                                + ",'contents':[{'@type':['Telemetry','Pressure'],'name':'t','schema':'double','unit':'bar'}]}"),
                broken(
                        "partitionTooLarge",
                        v3("'contents':[" + many(2_000, "'description':'" + "x".repeat(512) + "'") + "]")));
    }

    private static String many(int contents, String members) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < contents; i++) {
            all.append(i == 0 ? "" : ",")
                    .append("{'@type':'Telemetry','name':'t")
                    .append(i)
                    .append("','schema':'double',")
                    .append(members)
                    .append('}');
        }
        return all.toString();
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("broken")
    void aRuleThatIsBrokenIsNamed(String rule, String[] documents) {
        List<String> rules = rules(documents);
        assertEquals(rule, rules.isEmpty() ? "none" : rules.getFirst(), () -> "all: " + Documents.parse(documents));
    }

    static Stream<String> taken() {
        String value = "{'@type':'Telemetry','name':'t','schema':'double'";
        return Stream.of(
                schema("{'@context':[],'@type':'Array','elementSchema':'date'}"),
                schema("{'@context':'dtmi:dtdl:extension:quantitativeTypes;1','@type':'Array','elementSchema':'date'}"),
                contents(
                        "{'@context':'dtmi:dtdl:context;3','@type':['Telemetry','Pressure'],'name':'t','schema':'double','unit':'bar'}"),
                schema(
                        "{'@type':'Array','elementSchema':{'@context':'dtmi:dtdl:context;2','@type':'Enum','valueSchema':'integer',"
                                + "'enumValues':[{'name':'a','enumValue':1}]}}"),
                schema(nested(5).replace("'double'", "{'@type':'Enum','valueSchema':'integer','enumValues':[]}")),
                v3("'comment':{'@value':'x','@type':'http://www.w3.org/2001/XMLSchema#string'}"),
                v2("'contents':[" + value + ",'@foobar':true}]"),
                v2("'@foobar':true"),
                v2(
                        "'contents':[{'@type':['Telemetry','dtmi:standard:class:Temperature;2'],'name':'t','schema':'double',"
                                + "'dtmi:dtdl:property:unit;2':['kelvin']}]"),
                v2("'contents':[{'@type':['Telemetry','Idea'],'name':'t','schema':'double','idea':1,'http://x.y':2}]"),
                v2("'contents':[" + value + ",'@context':'dtmi:iotcentral:context;2','x':1}]"),
                v2("").replace("'dtmi:dtdl:context;2'", "['dtmi:iotcentral:context;2','dtmi:dtdl:context;2']"));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void whatIsUnusualAndRightIsTaken(String document) {
        assertEquals(List.of(), rules(document), () -> "all: " + Documents.parse(document));
    }

    @Test
    void tenLevelsOfInheritanceAreTakenAndElevenAreNot() {
        assertEquals(List.of(), rulesOfArray(chain(10)));
        assertEquals("excessiveDepthNarrow", rulesOfArray(chain(11)).getFirst());
    }

    private static List<String> rulesOfArray(String array) {
        return Documents.parseArray(Documents.json(array)) instanceof DtdlParser.Outcome.Refused refused
                ? refused.errors().stream()
                        .map(error -> error.id().substring(error.id().lastIndexOf(':') + 1))
                        .toList()
                : List.of();
    }

    @Test
    void fiveLevelsOfSchemasAreTaken() {
        assertEquals(List.of(), rules(schema(nested(5))));
    }

    @Test
    void inVersionTwoThreeHundredContentsAreTakenAndNotOneMore() {
        assertEquals(List.of(), rules(v2("'contents':[" + many(300, "'comment':'x'") + "]")));
        assertEquals(
                "excessiveCount",
                rules(v2("'contents':[" + many(301, "'comment':'x'") + "]")).getFirst());
    }

    @Test
    void aHundredThousandElementsAreTooMany() {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 25_000; i++) {
            fields.append(i == 0 ? "" : ",").append("{'name':'f").append(i).append("','schema':'long'}");
        }
        String part = "'contents':[{'@type':'Telemetry','name':'NAME','schema':{'@type':'Object','fields':[" + fields
                + "]}}]";
        assertEquals(
                "excessiveCount",
                rules(
                                v3("'extends':['dtmi:t:B;1','dtmi:t:C;1','dtmi:t:D;1','dtmi:t:E;1']"),
                                named("dtmi:t:B;1", part.replace("NAME", "b")),
                                named("dtmi:t:C;1", part.replace("NAME", "c")),
                                named("dtmi:t:D;1", part.replace("NAME", "d")),
                                named("dtmi:t:E;1", part.replace("NAME", "e")))
                        .getFirst());
    }

    @Test
    void elementsThatAreNamedManyTimesOverCountAsOften() {
        String refused = assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> rules(v3(bomb(2_000, 5)
                                + ",'contents':[{'@type':'Telemetry','name':'t','schema':'dtmi:t:s0;1'}]"))
                        .getFirst());

        assertEquals("excessiveCount", refused);
        assertEquals(
                List.of(),
                rules(v3(bomb(9, 5) + ",'contents':[{'@type':'Telemetry','name':'t','schema':'dtmi:t:s0;1'}]")));
    }

    @Test
    void wrongSchemasThatAreNamedManyTimesOverAreRefusedAsSoon() {
        List<String> refused = assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> rules(
                        v3(bomb(2_000, 7) + ",'contents':[{'@type':'Telemetry','name':'t','schema':'dtmi:t:s0;1'}]")));

        assertEquals("excessiveDepthNarrow", refused.getFirst());
    }

    @Test
    void aCircleOfSchemasIsFoundHoweverOftenItIsNamed() {
        String circle = "'schemas':[{'@type':'Object','@id':'dtmi:t:a;1','fields':["
                + fields(2_000, "dtmi:t:b;1") + "]},{'@type':'Object','@id':'dtmi:t:b;1','fields':["
                + fields(2_000, "dtmi:t:a;1") + "]}]";

        assertEquals(
                "recursiveStructureNarrow",
                assertTimeoutPreemptively(
                        Duration.ofSeconds(30), () -> rules(v3(circle)).getFirst()));
    }

    /** Schemas of which each names the next in every field: some kilobytes that stand for fields to the power of levels. */
    private static String bomb(int fields, int levels) {
        StringBuilder schemas = new StringBuilder("'schemas':[");
        for (int level = 0; level < levels; level++) {
            schemas.append(level == 0 ? "" : ",")
                    .append("{'@type':'Object','@id':'dtmi:t:s")
                    .append(level)
                    .append(";1','fields':[")
                    .append(fields(fields, level == levels - 1 ? "double" : "dtmi:t:s" + (level + 1) + ";1"))
                    .append("]}");
        }
        return schemas.append("]").toString();
    }

    private static String fields(int count, String schema) {
        return IntStream.range(0, count)
                .mapToObj(field -> "{'name':'f" + field + "','schema':'" + schema + "'}")
                .collect(Collectors.joining(","));
    }
}
