package io.counterpart.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A proposed type as a person can read it in a terminal: a line a property, and how sure each guess is. */
final class DraftTable {
    /** Properties that are shown; the portal and the document have all. */
    static final int ROWS_MAX = 40;

    private static final String LEGEND = "~ likely   ? a guess, for you to check";
    private static final String NONE = "-";
    private static final List<String> HEAD = List.of("property", "schema", "quantity", "unit", "range", "period");

    private final Map<String, String> marks = new HashMap<>();
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private DraftTable(JsonNode proposal) {
        for (JsonNode remark : proposal.required("remarks")) {
            String property = remark.path("property").asText("");
            String subject = remark.required("subject").asText();
            if (subject.equals("content")) {
                notes.add((property.isEmpty() ? "" : property + ": ")
                        + remark.required("guess").asText());
            }
            marks.put(
                    key(remark.path("content").asText(property), subject),
                    mark(remark.required("confidence").asText()));
        }
        add(proposal.required("document").required("contents"), "");
    }

    /**
     * The lines.
     *
     * @param proposal as the API answers it
     */
    static List<String> lines(JsonNode proposal) {
        return new DraftTable(proposal).lines();
    }

    private void add(JsonNode contents, String component) {
        for (JsonNode content : contents) {
            String name = component + content.required("name").asText();
            if (content.required("@type").asText().equals("Component")) {
                add(content.required("schema").required("contents"), name + ".");
            } else {
                rows.add(row(name, content));
            }
        }
    }

    private List<String> row(String name, JsonNode content) {
        JsonNode quality = content.path("quality");
        return List.of(
                name,
                schema(content.required("schema")) + marked(name, "schema"),
                quantity(content.required("@type")),
                content.path("unit").asText(NONE) + marked(name, "quantity"),
                quality.has("min") || quality.has("max")
                        ? "%s to %s".formatted(end(quality.path("min")), end(quality.path("max")))
                                + marked(name, "range")
                        : NONE,
                quality.has("period") ? period(quality.required("period").asText()) + marked(name, "timing") : NONE);
    }

    private static String schema(JsonNode schema) {
        return schema.isTextual() ? schema.asText() : schema.required("@type").asText();
    }

    /** The semantic type: what else its types are. */
    private static String quantity(JsonNode types) {
        for (JsonNode type : types) {
            if (!type.asText().equals("Telemetry") && !type.asText().equals("Signal")) {
                return type.asText();
            }
        }
        return NONE;
    }

    private static String end(JsonNode number) {
        return number.asText("…");
    }

    /** {@code PT1S} as {@code 1s}, {@code P1D} as {@code 24h}. */
    private static String period(String iso) {
        return Duration.parse(iso).toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private String marked(String name, String subject) {
        return marks.getOrDefault(key(name, subject), "");
    }

    private static String key(String name, String subject) {
        return subject + " " + name;
    }

    private static String mark(String confidence) {
        return switch (confidence) {
            case "likely" -> " ~";
            case "unsure" -> " ?";
            default -> "";
        };
    }

    private List<String> lines() {
        List<List<String>> shown = new ArrayList<>(List.of(HEAD));
        shown.addAll(rows.subList(0, Math.min(rows.size(), ROWS_MAX)));
        int[] widths = new int[HEAD.size()];
        for (List<String> row : shown) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines =
                shown.stream().map(row -> line(row, widths)).collect(Collectors.toCollection(ArrayList::new));
        addSome(lines, rows.size() - ROWS_MAX, "properties");
        notes.stream().limit(ROWS_MAX).forEach(lines::add);
        addSome(lines, notes.size() - ROWS_MAX, "remarks on names");
        lines.add(LEGEND);
        return lines;
    }

    private static void addSome(List<String> lines, int more, String what) {
        if (more > 0) {
            lines.add("… and " + more + " more " + what);
        }
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).repeat(" ", widths[i] - row.get(i).length() + 2);
        }
        return line.toString().stripTrailing();
    }
}
