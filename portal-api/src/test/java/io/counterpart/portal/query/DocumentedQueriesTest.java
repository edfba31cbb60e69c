package io.counterpart.portal.query;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocumentedQueriesTest {

    private static final Pattern QUERY = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

    private static String page() throws IOException {
        return Files.readString(Path.of("..", "docs", "query.md"));
    }

    @Test
    void everyExampleIsAQuery() throws IOException {
        List<MatchResult> queries = QUERY.matcher(page()).results().toList();

        assertTrue(queries.size() >= 7, "no examples");
        queries.forEach(query -> assertDoesNotThrow(() -> Query.parse(query.group(1)), query.group(1)));
    }

    @Test
    void theLimitsAreThoseThatHold() throws IOException {
        String page = page();

        List.of(
                        row("characters of a query", QueryLimits.TEXT_MAX),
                        row("relationships followed (`JOIN`, arrows)", QueryLimits.JOINS_MAX),
                        row("hops of one relationship, names of one", QueryLimits.HOPS_MAX, QueryLimits.NAMES_MAX),
                        row(
                                "conditions, parentheses and NOTs around one",
                                QueryLimits.CONDITIONS_MAX,
                                QueryLimits.NESTING_MAX),
                        row("values of one `IN`", QueryLimits.LIST_MAX),
                        row(
                                "columns, terms of `GROUP BY`, of `ORDER BY`",
                                QueryLimits.COLUMNS_MAX,
                                QueryLimits.GROUP_BY_MAX,
                                QueryLimits.ORDER_BY_MAX),
                        row("`TOP`", QueryLimits.TOP_MAX),
                        row("groups, before `TOP`", QueryLimits.GROUPS_MAX))
                .forEach(row -> assertTrue(page.contains(row), row));
    }

    private static String row(String what, int... limits) {
        StringBuilder row = new StringBuilder("| ").append(what).append(" | ");
        for (int i = 0; i < limits.length; i++) {
            row.append(i == 0 ? "" : ", ").append(String.format(Locale.ROOT, "%,d", limits[i]));
        }
        return row.append(" |").toString();
    }
}
