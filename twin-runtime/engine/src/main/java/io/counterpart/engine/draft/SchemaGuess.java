package io.counterpart.engine.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.draft.Draft.Confidence;
import io.counterpart.engine.draft.Draft.Subject;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the schema of a property, as DTDL writes it. */
final class SchemaGuess {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What a twin keeps exactly: its numbers are 64 bit floats. */
    private static final double LONG_MAX = 1L << 53;

    /** How far ahead a counter has to fit its schema: ten years. */
    private static final double AHEAD_MS = 10 * 365.0 * 86_400_000;

    private static final int ENUM_VALUES_MAX = 12;
    private static final int ENUM_TEXT_MAX = 64;

    /** How many readings show that a few texts are all there are. */
    private static final int ENUM_READINGS = 100;

    private static final int ENUM_READINGS_PER_VALUE = 5;

    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]+(?:[.,][0-9]+)?(?:[eE][-+]?[0-9]+)?");

    private final Series series;
    private final Remarks.OfProperty remarks;

    SchemaGuess(Series series, Remarks.OfProperty remarks) {
        this.series = series;
        this.remarks = remarks;
    }

    /**
     * The schema of numbers.
     *
     * @param observed what they were taken for: DOUBLE, if nobody said otherwise
     */
    JsonNode ofNumbers(ValueSchema observed, Numbers numbers, SignalKind kind) {
        if (observed != ValueSchema.DOUBLE) {
            return said(observed);
        }
        boolean isWhole = numbers.size() > 0 && numbers.areWhole();
        String word = "double";
        if (isWhole && (kind == SignalKind.COUNTER || kind == SignalKind.STATE)) {
            double most = Math.max(-numbers.min(), numbers.max());
            boolean isLong =
                    most > Integer.MAX_VALUE || (kind == SignalKind.COUNTER && ahead(numbers) > Integer.MAX_VALUE);
            word = most > LONG_MAX ? "double" : isLong ? "long" : "integer";
        }
        remarks.add(Subject.SCHEMA, word, reason(numbers, kind, isWhole), confidence(kind, isWhole));
        return JSON.textNode(word);
    }

    private static Confidence confidence(SignalKind kind, boolean isWhole) {
        return !isWhole
                ? Confidence.CERTAIN
                : kind == SignalKind.COUNTER || kind == SignalKind.STATE ? Confidence.LIKELY : Confidence.UNSURE;
    }

    private static String reason(Numbers numbers, SignalKind kind, boolean isWhole) {
        if (numbers.size() == 0) {
            return "The device sends numbers; there is none to look at.";
        }
        if (!isWhole) {
            return kind == SignalKind.COUNTER ? "A counter, not all of it whole." : "Not all of its numbers are whole.";
        }
        return switch (kind) {
            case COUNTER -> "A counter: whole numbers that only grow.";
            case STATE ->
                "A state: only " + numbers.distinct() + " whole numbers, from " + Figures.text(numbers.min()) + " to "
                        + Figures.text(numbers.max()) + ", in " + numbers.size()
                        + " readings. An Enum would give them names.";
            case CONSTANT ->
                "It is " + Figures.text(numbers.min()) + " in all " + numbers.size()
                        + " readings: if it is no measurement, integer may be better.";
            case MEASUREMENT ->
                "All numbers are whole so far, and nothing says that the next one is: integer would refuse it.";
        };
    }

    /** Where a counter is in ten years. */
    private static double ahead(Numbers numbers) {
        double[] values = numbers.values();
        double grown = 0;
        for (int i = 1; i < values.length; i++) {
            grown += Math.max(0, values[i] - values[i - 1]);
        }
        return numbers.max() + grown / Math.max(1, numbers.length()) * AHEAD_MS;
    }

    private JsonNode said(ValueSchema schema) {
        remarks.add(Subject.SCHEMA, schema.word(), "Its values were taken for this before.", Confidence.CERTAIN);
        return JSON.textNode(schema.word());
    }

    JsonNode ofTruths() {
        remarks.add(Subject.SCHEMA, "boolean", "The device sends true or false.", Confidence.CERTAIN);
        return JSON.textNode("boolean");
    }

    JsonNode ofArrays() {
        Set<Integer> lengths = new HashSet<>();
        for (Value value : series.values()) {
            lengths.add(((Value.Vector) value).value().size());
        }
        remarks.add(
                Subject.SCHEMA,
                "Array of double",
                lengths.size() == 1
                        ? "The device sends arrays, of " + lengths.iterator().next() + " numbers each."
                        : "The device sends arrays of numbers.",
                Confidence.CERTAIN);
        ObjectNode schema = JSON.objectNode();
        schema.put("@type", "Array");
        schema.put("elementSchema", "double");
        return schema;
    }

    /** @param mayBeEnum whether there is room for an Enum in the document */
    JsonNode ofTexts(boolean mayBeEnum) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        int lastNew = 0;
        for (int i = 0; i < series.values().size(); i++) {
            if (counts.merge(((Value.Text) series.values().get(i)).value(), 1, Integer::sum) == 1) {
                lastNew = i;
            }
        }
        int size = series.values().size();
        boolean areFew = counts.size() > 1
                && counts.size() <= ENUM_VALUES_MAX
                && counts.keySet().stream().allMatch(text -> !text.isBlank() && text.length() <= ENUM_TEXT_MAX);
        boolean areAll = size >= ENUM_READINGS
                && 2 * lastNew < size
                && counts.values().stream().allMatch(count -> count >= ENUM_READINGS_PER_VALUE);
        boolean areNumbers = size > 0
                && counts.keySet().stream()
                        .allMatch(text -> NUMBER.matcher(text).matches());
        if (areFew && areAll && !areNumbers && mayBeEnum) {
            remarks.add(
                    Subject.SCHEMA,
                    "Enum of string",
                    counts.size() + " different texts in " + size + " readings, each of them at least "
                            + ENUM_READINGS_PER_VALUE
                            + " times, and no new one in the second half. Add those that the device may still send.",
                    Confidence.LIKELY);
            return enumeration(List.copyOf(counts.keySet()));
        }
        String reason = "The device sends texts.";
        if (areNumbers) {
            reason += " All of them are numbers: sent as numbers, they could be charted and judged.";
        } else if (areFew) {
            reason += " There are only " + counts.size() + " different ones in " + size
                    + " readings: if there are no others, an Enum would say so."
                    + (mayBeEnum ? "" : " The draft has no room for one more.");
        }
        remarks.add(Subject.SCHEMA, "string", reason, areNumbers || areFew ? Confidence.UNSURE : Confidence.CERTAIN);
        return JSON.textNode("string");
    }

    private static ObjectNode enumeration(List<String> texts) {
        ObjectNode schema = JSON.objectNode();
        schema.put("@type", "Enum");
        schema.put("valueSchema", "string");
        ArrayNode values = schema.putArray("enumValues");
        Set<String> taken = new HashSet<>();
        for (String text : texts.stream().sorted().toList()) {
            String wanted = DtdlNames.near(text);
            String name = wanted.isEmpty() ? "value" : wanted;
            for (int i = 2; !taken.add(name); i++) {
                name = (wanted.isEmpty() ? "value" : wanted) + "_" + i;
            }
            values.addObject().put("name", name).put("enumValue", text);
        }
        return schema;
    }
}
