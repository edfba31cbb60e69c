package io.counterpart.portal.query;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is a query's text, and what is said of one that is none. */
class QueryTextTest {

    /** Stands in a test's text where the error is; the query is the text without it. */
    private static final String HERE = "¦";

    private static final String FROM = "SELECT * FROM twins t ";
    private static final String WHERE = FROM + "WHERE ";

    private static void refused(Fault fault, String marked) {
        int here = marked.indexOf(HERE);
        String before = marked.substring(0, here);
        String text = before + marked.substring(here + HERE.length());

        QueryError error = assertThrows(QueryError.class, () -> Query.parse(text), text);

        String lastLine = before.substring(before.lastIndexOf('\n') + 1);
        assertAll(
                marked + " → " + error.getMessage(),
                () -> assertEquals(fault, error.fault()),
                () -> assertEquals(1 + before.chars().filter(c -> c == '\n').count(), error.line()),
                () -> assertEquals(1 + lastLine.codePointCount(0, lastLine.length()), error.column()),
                () -> assertTrue(String.valueOf(error.getMessage()).length() < 400));
    }

    private static void taken(String text) {
        assertDoesNotThrow(() -> Query.parse(text), text);
    }

    private static String repeated(String text, int times, String between) {
        return IntStream.range(0, times).mapToObj(_ -> text).collect(Collectors.joining(between));
    }

    @Test
    void theMessageSaysWhereAndWhatWasExpectedAndWhatIsThere() {
        QueryError error =
                assertThrows(QueryError.class, () -> Query.parse("SELECT *\nFROM twins t\nWHERE t.pressure 3"));

        assertEquals(
                "line 3, column 18: this does not belong here; expected a comparison: =, !=, <, <=, >, >=, IN or NIN,"
                        + " found '3'",
                error.getMessage());
        assertEquals("a comparison: =, !=, <, <=, >, >=, IN or NIN", error.expected());
        assertEquals("unexpected-word", error.fault().word());
    }

    @Test
    void wordsOfTheLanguageHaveNoCaseAndAfterADotAnyWordIsAName() {
        taken(
                "select top ( 3 ) t.from, t.order as p From TWINS t Join u reLATED t.select where t.where = 1 and not u.in in [1]"
                        + " order by t.by desc");
        refused(Fault.UNKNOWN_VARIABLE, "SELECT ¦T.x FROM twins t");
    }

    @Test
    void aSentenceIsRefusedWhereItGoesWrong() {
        refused(Fault.UNEXPECTED_WORD, "¦");
        refused(Fault.UNEXPECTED_WORD, "¦SELCT * FROM twins");
        refused(Fault.UNEXPECTED_WORD, "SELECT * ¦FORM twins");
        refused(Fault.UNEXPECTED_WORD, "SELECT t.x AS p ¦FORM twins t");
        refused(Fault.UNEXPECTED_WORD, "SELECT ¦FROM twins");
        refused(Fault.UNEXPECTED_WORD, "SELECT t,¦");
        refused(Fault.UNEXPECTED_WORD, "SELECT t, ¦FROM twins t");
        refused(Fault.UNEXPECTED_WORD, "SELECT * ¦, t FROM twins t");
        refused(Fault.UNEXPECTED_WORD, FROM + "¦LIMIT 3");
        refused(Fault.UNEXPECTED_CHARACTER, FROM + "¦; DROP");
        refused(Fault.UNEXPECTED_WORD, FROM + "WHERE¦");
        refused(Fault.UNEXPECTED_WORD, FROM + "\nWHERE ¦AND");
        refused(Fault.UNEXPECTED_WORD, WHERE + "t.x > 3 AND¦");
        refused(Fault.UNEXPECTED_WORD, WHERE + "t.x > 3 ¦t.y > 3");
        refused(Fault.UNEXPECTED_WORD, WHERE + "t.x¦");
        refused(Fault.UNEXPECTED_WORD, WHERE + "t.x IN ¦('a')");
        refused(Fault.UNEXPECTED_WORD, WHERE + "t.x IN ['a'¦");
        refused(Fault.UNEXPECTED_WORD, WHERE + "t.x IN [¦t.y]");
        refused(Fault.UNEXPECTED_WORD, WHERE + "t.x IN ['a',¦]");
        refused(Fault.UNEXPECTED_WORD, WHERE + "(t.x > 3¦");
        refused(Fault.UNEXPECTED_WORD, WHERE + "t.x > 3¦)");
        refused(Fault.UNEXPECTED_WORD, WHERE + "1 < 2 ¦< 3");
        refused(Fault.UNEXPECTED_WORD, WHERE + "t.x > -¦t.y");
        refused(Fault.UNEXPECTED_WORD, WHERE + "t.¦'x' = 1");
        refused(Fault.UNEXPECTED_WORD, WHERE + "IS_OF_MODEL(t, ¦Pump)");
        refused(Fault.UNEXPECTED_WORD, WHERE + "IS_OF_MODEL(t, 'dtmi:x;1', ¦only)");
        refused(Fault.UNEXPECTED_WORD, FROM + "JOIN u ¦REL t.feeds");
        refused(Fault.UNEXPECTED_WORD, FROM + "JOIN ¦where RELATED t.feeds");
        refused(Fault.UNEXPECTED_WORD, FROM + "GROUP ¦t.x");
    }

    @Test
    void everyNameMustStandForSomething() {
        refused(Fault.UNKNOWN_COLLECTION, "SELECT * FROM ¦relationships");
        refused(Fault.UNKNOWN_VARIABLE, "SELECT ¦u FROM twins t");
        refused(Fault.UNKNOWN_VARIABLE, WHERE + "¦x.pressure = 3");
        refused(Fault.UNKNOWN_VARIABLE, WHERE + "¦pressure = 3");
        refused(Fault.UNKNOWN_VARIABLE, FROM + "JOIN u RELATED ¦x.feeds");
        refused(Fault.UNKNOWN_VARIABLE, "SELECT * FROM twins JOIN u RELATED ¦t.feeds");
        refused(Fault.UNKNOWN_VARIABLE, FROM + "MATCH (¦u)");
        refused(Fault.UNKNOWN_VARIABLE, FROM + "JOIN u RELATED t.feeds r WHERE IS_OF_MODEL(¦r, 'dtmi:x;1')");
        refused(Fault.UNKNOWN_FUNCTION, WHERE + "¦LIKE(t.name, 'x')");
        refused(Fault.UNKNOWN_FUNCTION, "SELECT ¦MEDIAN(t.x) FROM twins t");
        refused(Fault.UNKNOWN_ATTRIBUTE, WHERE + "¦t.$etag = 'x'");
        refused(Fault.UNKNOWN_ATTRIBUTE, WHERE + "¦t.a.b.c.d.e.f.g.h.i = 'x'");
        refused(Fault.UNKNOWN_ATTRIBUTE, FROM + "JOIN u RELATED t.feeds r WHERE ¦r.$sourceId = 'x'");
        refused(Fault.NOT_A_VALUE, WHERE + "¦t = 'pump-1'");
        refused(Fault.NOT_A_VALUE, FROM + "ORDER BY ¦t");
        refused(Fault.NOT_A_VALUE, "SELECT SUM(¦t) FROM twins t");
        refused(Fault.NULL_COMPARED, WHERE + "t.x = ¦NULL");
        refused(Fault.BAD_MODEL, WHERE + "IS_OF_MODEL(t, ¦'Pump')");
    }

    @Test
    void everyNameStandsForOneThing() {
        refused(Fault.DUPLICATE_VARIABLE, FROM + "JOIN ¦t RELATED t.feeds");
        refused(Fault.DUPLICATE_VARIABLE, FROM + "JOIN u RELATED t.feeds ¦t");
        refused(Fault.DUPLICATE_VARIABLE, FROM + "JOIN u RELATED t.feeds r JOIN v RELATED ¦r.feeds");
        refused(Fault.DUPLICATE_VARIABLE, FROM + "MATCH (t)-[u]->(¦u)");
        refused(Fault.DUPLICATE_COLUMN, "SELECT t.x, ¦t.x FROM twins t");
    }

    @Test
    void everyTwinIsJoinedByARelationshipThatHasADirection() {
        refused(Fault.NOT_JOINED, FROM + "MATCH (¦u)-[]->(v)");
        refused(Fault.NO_DIRECTION, FROM + "MATCH (t)-[]-¦(u)");
        refused(Fault.UNEXPECTED_WORD, FROM + "MATCH (t)<-[]-¦>(u)");
        refused(Fault.UNEXPECTED_WORD, FROM + "MATCH (t)-[:¦]->(u)");
        refused(Fault.UNEXPECTED_WORD, FROM + "MATCH (¦)-[:feeds]->(u)");
    }

    @Test
    void hopsAreBounded() {
        refused(Fault.BAD_HOPS, FROM + "JOIN u RELATED t.feeds ¦*3..1");
        refused(Fault.BAD_HOPS, FROM + "JOIN u RELATED t.feeds¦*0");
        refused(Fault.BAD_HOPS, FROM + "JOIN u RELATED t.feeds¦*1..11");
        refused(Fault.BAD_HOPS, FROM + "JOIN u RELATED t.feeds¦*1.5");
        refused(Fault.BAD_HOPS, FROM + "JOIN u RELATED t.feeds¦*99999999999");
        refused(Fault.UNEXPECTED_WORD, FROM + "JOIN u RELATED t.feeds*1..¦");
        refused(Fault.UNEXPECTED_WORD, FROM + "MATCH (t)-[:feeds*¦]->(u)");
        refused(Fault.HOPS_WITHOUT_VARIABLE, FROM + "JOIN u RELATED t.feeds*1..2 ¦r");
        refused(Fault.HOPS_WITHOUT_VARIABLE, FROM + "MATCH (t)-[¦r:feeds*2]->(u)");
    }

    @Test
    void aGroupHasOneValueInEveryColumn() {
        refused(Fault.NOT_GROUPED, "SELECT ¦t.name, COUNT() FROM twins t");
        refused(Fault.NOT_GROUPED, "SELECT t.mode, ¦t FROM twins t GROUP BY t.mode");
        refused(Fault.NOT_GROUPED, "SELECT t.mode FROM twins t GROUP BY t.mode ORDER BY ¦t.x");
        refused(Fault.NOT_GROUPED, "SELECT ¦t FROM twins t ORDER BY COUNT()");
        refused(Fault.NOT_GROUPED, "SELECT * ¦FROM twins t GROUP BY t.mode");
        refused(Fault.NOT_A_VALUE, "SELECT COUNT() FROM twins t JOIN u RELATED t.a r GROUP BY ¦r");
        refused(Fault.UNEXPECTED_WORD, "SELECT COUNT() FROM twins t GROUP BY t.x, ¦3");
    }

    @Test
    void topIsANumberOfRows() {
        refused(Fault.BAD_TOP, "SELECT TOP(¦0) * FROM twins");
        refused(Fault.BAD_TOP, "SELECT TOP(¦1.5) * FROM twins");
        refused(Fault.BAD_TOP, "SELECT TOP(¦1000001) * FROM twins");
        refused(Fault.UNEXPECTED_WORD, "SELECT TOP(¦-1) * FROM twins");
        refused(Fault.UNEXPECTED_WORD, "SELECT TOP ¦1 * FROM twins");
    }

    @Test
    void textsAndNumbersAreWhole() {
        taken(WHERE + "t.name = 'D\\'Souza \\\\ ü \n' AND t.x = -1.5e-3 AND t.y < -2");
        refused(Fault.UNTERMINATED_TEXT, WHERE + "t.name = ¦'pump");
        refused(Fault.UNTERMINATED_TEXT, WHERE + "t.name = ¦'pump\\");
        refused(Fault.BAD_ESCAPE, WHERE + "t.name = 'p¦\\n'");
        refused(Fault.BAD_NUMBER, WHERE + "t.x = ¦1e");
        refused(Fault.BAD_NUMBER, WHERE + "t.x = ¦3bar");
        refused(Fault.BAD_NUMBER, WHERE + "t.x = ¦1e999");
    }

    @Test
    void noCharacterStandsForAnother() {
        refused(Fault.UNEXPECTED_CHARACTER, WHERE + "t.name = ¦\"pump\"");
        refused(Fault.UNEXPECTED_CHARACTER, WHERE + "t.name = ¦‘pump’");
        refused(Fault.UNEXPECTED_CHARACTER, WHERE + "t.x¦\u00A0= 1");
        refused(Fault.UNEXPECTED_CHARACTER, WHERE + "t.gr¦öße = 1");
        refused(Fault.UNEXPECTED_CHARACTER, WHERE + "t.x = ¦１");
        refused(Fault.UNEXPECTED_CHARACTER, WHERE + "t.x = 1 ¦# hidden");
        refused(Fault.UNEXPECTED_CHARACTER, WHERE + "t.x = '😀'¦?");
    }

    @Test
    void whatWasFoundIsShownWithoutWhatATerminalWouldObey() {
        QueryError error = assertThrows(
                QueryError.class, () -> Query.parse(WHERE + "t.x '\u001B[2J\u202E" + "x".repeat(99) + "'"));

        assertTrue(String.valueOf(error.getMessage()).contains("found 'U+001B[2JU+202Exxx"), error.getMessage());
        assertTrue(String.valueOf(error.getMessage()).endsWith("x…"), error.getMessage());
    }

    @Test
    void everythingHasALimit() {
        String condition = "t.x = 1";
        taken(WHERE + repeated(condition, QueryLimits.CONDITIONS_MAX, " AND "));
        refused(
                Fault.TOO_MANY_CONDITIONS,
                WHERE + repeated(condition, QueryLimits.CONDITIONS_MAX, " OR ") + " OR ¦" + condition);
        taken(WHERE + "t.x IN [" + repeated("1", QueryLimits.LIST_MAX, ",") + "]");
        refused(Fault.LIST_TOO_LONG, WHERE + "t.x IN ¦[" + repeated("1", QueryLimits.LIST_MAX + 1, ",") + "]");
        String open = "(".repeat(QueryLimits.NESTING_MAX);
        taken(WHERE + open + "1 = 1" + open.replace('(', ')'));
        refused(Fault.TOO_DEEP, WHERE + open + "¦(1 = 1)" + open.replace('(', ')'));
        refused(Fault.TOO_DEEP, WHERE + "NOT ".repeat(QueryLimits.NESTING_MAX) + "¦NOT 1 = 1");
        String joins = "SELECT * FROM twins MATCH (v0)" + repeated("-[]->(v0)", QueryLimits.JOINS_MAX, "");
        taken(joins);
        refused(Fault.TOO_MANY_JOINS, joins + " MATCH (v0)-[]->(¦v1)");
        String columns = IntStream.range(0, QueryLimits.COLUMNS_MAX)
                .mapToObj(i -> "t.x" + i)
                .collect(Collectors.joining(", "));
        taken("SELECT " + columns + " FROM twins t");
        refused(Fault.TOO_MANY_COLUMNS, "SELECT " + columns + ", ¦t.x FROM twins t");
        refused(Fault.TOO_MANY_TERMS, FROM + "ORDER BY t.a, t.b, t.c, ¦t.d");
        refused(Fault.TOO_MANY_TERMS, "SELECT COUNT() FROM twins t GROUP BY t.a, t.b, t.c, t.d, t.e, ¦t.f");
        taken(WHERE + " ".repeat(QueryLimits.TEXT_MAX - WHERE.length() - 5) + "1 = 1");
        refused(Fault.TEXT_TOO_LONG, WHERE + " ".repeat(QueryLimits.TEXT_MAX - WHERE.length() - 4) + "1 = ¦1");
    }

    @Test
    void aRelationshipHasSoManyNames() {
        String names =
                IntStream.range(0, QueryLimits.NAMES_MAX).mapToObj(i -> "a" + i).collect(Collectors.joining("|"));

        taken(FROM + "MATCH (t)-[:" + names + "]->(u)");
        refused(Fault.TOO_MANY_NAMES, FROM + "MATCH (t)-[:" + names + "|¦b]->(u)");
    }

    @Test
    void hostileTextsEndAtOnce() {
        String pad = " ".repeat(QueryLimits.TEXT_MAX - WHERE.length());
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            refused(Fault.TEXT_TOO_LONG, WHERE + pad + "¦" + repeated("t.x = 1", 10_000, " AND "));
            refused(Fault.TEXT_TOO_LONG, "(".repeat(QueryLimits.TEXT_MAX) + "¦" + "(".repeat(5_000_000));
            refused(Fault.TOO_DEEP, WHERE + "(".repeat(QueryLimits.NESTING_MAX) + "¦" + "(".repeat(7_900));
            refused(Fault.TOO_DEEP, WHERE + "NOT ".repeat(QueryLimits.NESTING_MAX) + "¦" + "NOT ".repeat(1_900));
            refused(Fault.BAD_MODEL, WHERE + "IS_OF_MODEL(t, ¦'dtmi:" + "a_".repeat(3_900) + "')");
            refused(Fault.UNTERMINATED_TEXT, WHERE + "t.x = ¦'" + "\\\\".repeat(3_900));
            refused(Fault.UNEXPECTED_CHARACTER, "SELECT ¦" + "\uD800".repeat(7_000));
            refused(Fault.UNKNOWN_ATTRIBUTE, WHERE + "¦t" + ".x".repeat(3_900));
            refused(Fault.BAD_NUMBER, WHERE + "t.x = ¦" + "9".repeat(7_900));
            refused(Fault.LIST_TOO_LONG, WHERE + "t.x IN ¦[" + repeated("1", 3_900, ",") + "]");
        });
    }
}
