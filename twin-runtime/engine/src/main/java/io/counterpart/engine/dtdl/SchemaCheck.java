package io.counterpart.engine.dtdl;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether values, as JSON has them, are what a schema says. Geometries are checked for their form (RFC 7946), and not for whether their
 * lines cross.
 */
public final class SchemaCheck {

    /** How deep objects and arrays may stand in one another, where no schema says it. */
    private static final int DEPTH_MAX = 10;

    private static final int WORDS_SHOWN = 20;
    private static final Pattern HALF_OF_A_PAIR = Pattern.compile("\\p{Cs}");
    private static final BigDecimal INTEGER_MAX = BigDecimal.valueOf(Integer.MAX_VALUE);
    private static final BigDecimal INTEGER_MIN = BigDecimal.valueOf(Integer.MIN_VALUE);
    private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);

    private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    private static final String TIME = "[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?";
    private static final String OFFSET = "(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])";
    private static final Pattern FULL_DATE = Pattern.compile("(" + DATE + ")");
    private static final Pattern FULL_TIME = Pattern.compile("(" + TIME + ")" + OFFSET);
    private static final Pattern DATE_TIME = Pattern.compile("(" + DATE + ")[Tt](" + TIME + ")" + OFFSET);
    private static final Pattern DURATION =
            Pattern.compile("P(?=[0-9T])(?:[0-9]{1,9}Y)?(?:[0-9]{1,9}M)?(?:[0-9]{1,9}W)?(?:[0-9]{1,9}D)?"
                    + "(?:T(?=[0-9])(?:[0-9]{1,9}H)?(?:[0-9]{1,9}M)?(?:[0-9]{1,9}(?:\\.[0-9]{1,9})?S)?)?");

    private SchemaCheck() {}

    /**
     * The first thing that is wrong.
     *
     * @param path where it stands, such as {@code inlet.sizes[2]}
     * @param what a sentence's end: "must be …"
     */
    public record Fault(String path, String what) {}

    /**
     * What is wrong with this value, empty where it is as the schema says.
     *
     * @param path where the value stands, for the fault
     */
    public static Optional<Fault> of(Schema schema, JsonNode value, String path) {
        return Optional.ofNullable(fault(schema, value, path));
    }

    /** What is wrong with a value of which no schema is known: nulls, numbers that no double holds, texts that no database keeps. */
    public static Optional<Fault> ofAny(JsonNode value, String path) {
        return Optional.ofNullable(any(value, path, 0, false));
    }

    /** The same of what may hold nulls: whatever is not found wrong here is the same when it was written and read again. */
    public static Optional<Fault> ofKept(JsonNode value, String path) {
        return Optional.ofNullable(any(value, path, 0, true));
    }

    private static @Nullable Fault any(JsonNode value, String path, int depth, boolean areNullsRight) {
        if (value.isContainerNode() && depth == DEPTH_MAX) {
            return new Fault(path, "must not stand more than " + DEPTH_MAX + " objects and arrays deep");
        }
        if (value.isNumber()) {
            return isKeepable(value) ? null : new Fault(path, "must be a number that a double or a long holds");
        }
        if (value.isTextual()) {
            return text(value.textValue(), path);
        }
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                Fault fault = any(value.get(i), path + "[" + i + "]", depth + 1, areNullsRight);
                if (fault != null) {
                    return fault;
                }
            }
            return null;
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            Fault fault = named(member.getKey(), path);
            fault = fault == null
                    ? any(member.getValue(), path + "." + member.getKey(), depth + 1, areNullsRight)
                    : fault;
            if (fault != null) {
                return fault;
            }
        }
        return value.isNull() && !areNullsRight
                ? new Fault(path, "must have a value; leave it out where there is none")
                : null;
    }

    private static @Nullable Fault fault(Schema schema, JsonNode value, String path) {
        return switch (schema) {
            case Schema.Primitive primitive -> primitive(primitive, value, path);
            case Schema.Enumeration enumeration -> enumeration(enumeration, value, path);
            case Schema.Array array -> array(array, value, path);
            case Schema.Dictionary dictionary -> dictionary(dictionary, value, path);
            case Schema.Structure structure -> structure(structure, value, path);
            case Schema.Geospatial geospatial -> geometry(geospatial, value, path);
        };
    }

    private static @Nullable Fault primitive(Schema.Primitive primitive, JsonNode value, String path) {
        return switch (primitive) {
            case BOOLEAN -> value.isBoolean() ? null : mustBe("true or false", value, path);
            case DOUBLE -> value.isNumber() && isFinite(value) ? null : mustBe("a number", value, path);
            case FLOAT ->
                value.isNumber() && Float.isFinite(value.floatValue())
                        ? null
                        : mustBe("a number that a float holds", value, path);
            case INTEGER ->
                isWhole(value, INTEGER_MIN, INTEGER_MAX) ? null : mustBe("a whole number of 32 bits", value, path);
            case LONG -> isWhole(value, LONG_MIN, LONG_MAX) ? null : mustBe("a whole number of 64 bits", value, path);
            case STRING -> value.isTextual() ? text(value.textValue(), path) : mustBe("a text", value, path);
            case DATE -> isTime(FULL_DATE, 1, 0, value) ? null : mustBe("a date like 2026-11-25", value, path);
            case DATE_TIME ->
                isTime(DATE_TIME, 1, 2, value) ? null : mustBe("a time like 2026-11-25T09:56:57Z", value, path);
            case TIME -> isTime(FULL_TIME, 0, 1, value) ? null : mustBe("a time like 09:56:57Z", value, path);
            case DURATION ->
                value.isTextual() && DURATION.matcher(value.textValue()).matches()
                        ? null
                        : mustBe("a duration like P1DT12H", value, path);
        };
    }

    private static Fault mustBe(String what, JsonNode value, String path) {
        return new Fault(path, "must be " + what + ", and is " + shown(value));
    }

    private static String shown(JsonNode value) {
        return shown(value.toString());
    }

    /** Short, and of whole characters: it may be written anywhere. */
    private static String shown(String text) {
        String whole = HALF_OF_A_PAIR.matcher(text).replaceAll("\ufffd");
        int end = Math.min(whole.length(), WORDS_SHOWN);
        boolean isPairCut = end < whole.length() && Character.isHighSurrogate(whole.charAt(end - 1));
        return end == whole.length() ? whole : whole.substring(0, isPairCut ? end - 1 : end) + "…";
    }

    private static boolean isKeepable(JsonNode number) {
        return number.isIntegralNumber() ? number.canConvertToLong() : isFinite(number);
    }

    private static boolean isFinite(JsonNode number) {
        return Double.isFinite(number.doubleValue());
    }

    private static boolean isWhole(JsonNode value, BigDecimal from, BigDecimal to) {
        if (!value.isNumber() || !isFinite(value) || Math.rint(value.doubleValue()) != value.doubleValue()) {
            return false;
        }
        BigDecimal number = value.decimalValue();
        return number.compareTo(from) >= 0 && number.compareTo(to) <= 0;
    }

    /** Texts are kept by the database, which has no NUL, and by UTF-8, which has no half of a pair. */
    private static @Nullable Fault text(String text, String path) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean paired = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0 || (Character.isSurrogate(c) && !paired)) {
                return new Fault(path, "must be of Unicode's characters without U+0000");
            }
            i += paired ? 1 : 0;
        }
        return null;
    }

    private static @Nullable Fault named(String name, String path) {
        Fault fault = text(name, path);
        return fault == null ? null : new Fault(path, "must have names of Unicode's characters without U+0000");
    }

    private static boolean isTime(Pattern form, int date, int time, JsonNode value) {
        var matcher = form.matcher(value.isTextual() ? value.textValue() : "");
        if (!matcher.matches()) {
            return false;
        }
        try {
            if (date > 0) {
                LocalDate.parse(matcher.group(date));
            }
            if (time > 0) {
                LocalTime.parse(matcher.group(time));
            }
            return true;
        } catch (DateTimeException noSuchTime) {
            return false;
        }
    }

    private static @Nullable Fault enumeration(Schema.Enumeration enumeration, JsonNode value, String path) {
        for (Schema.Enumeration.Named named : enumeration.values()) {
            boolean same = named.value() instanceof Long number
                    ? isWhole(value, LONG_MIN, LONG_MAX) && value.longValue() == number
                    : value.isTextual() && named.value().equals(value.textValue());
            if (same) {
                return null;
            }
        }
        String all = enumeration.values().stream()
                .limit(WORDS_SHOWN)
                .map(named -> String.valueOf(named.value()))
                .collect(Collectors.joining(", "));
        return mustBe("one of " + all + (enumeration.values().size() > WORDS_SHOWN ? ", …" : ""), value, path);
    }

    private static @Nullable Fault array(Schema.Array array, JsonNode value, String path) {
        if (!value.isArray()) {
            return mustBe("an array", value, path);
        }
        for (int i = 0; i < value.size(); i++) {
            Fault fault = fault(array.element(), value.get(i), path + "[" + i + "]");
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static @Nullable Fault dictionary(Schema.Dictionary dictionary, JsonNode value, String path) {
        if (!value.isObject()) {
            return mustBe("an object", value, path);
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            Fault fault = named(member.getKey(), path);
            fault = fault == null ? fault(dictionary.value(), member.getValue(), path + "." + member.getKey()) : fault;
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static @Nullable Fault structure(Schema.Structure structure, JsonNode value, String path) {
        if (!value.isObject()) {
            return mustBe("an object", value, path);
        }
        Map<String, Schema> fields =
                structure.fields().stream().collect(Collectors.toMap(Schema.Field::name, Schema.Field::schema));
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            Schema field = fields.get(member.getKey());
            if (field == null) {
                return new Fault(
                        path,
                        "has no field '" + shown(member.getKey()) + "'; it has " + String.join(", ", named(structure)));
            }
            Fault fault = fault(field, member.getValue(), path + "." + member.getKey());
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static List<String> named(Schema.Structure structure) {
        return structure.fields().stream().map(Schema.Field::name).toList();
    }

    private static @Nullable Fault geometry(Schema.Geospatial geospatial, JsonNode value, String path) {
        String type = Character.toUpperCase(geospatial.word().charAt(0))
                + geospatial.word().substring(1);
        if (!type.equals(value.path("type").textValue())) {
            return mustBe("a GeoJSON geometry whose 'type' is " + type, value, path);
        }
        JsonNode coordinates = value.path("coordinates");
        String at = path + ".coordinates";
        Fault fault = switch (geospatial) {
            case POINT -> position(coordinates, at);
            case MULTI_POINT -> positions(coordinates, 0, at);
            case LINE_STRING -> positions(coordinates, 2, at);
            case MULTI_LINE_STRING -> each(coordinates, at, (line, place) -> positions(line, 2, place));
            case POLYGON -> each(coordinates, at, SchemaCheck::ring);
            case MULTI_POLYGON -> each(coordinates, at, (polygon, place) -> each(polygon, place, SchemaCheck::ring));
        };
        return fault == null ? any(value, path, 0, false) : fault;
    }

    private interface Check {
        @Nullable Fault of(JsonNode value, String path);
    }

    private static @Nullable Fault each(JsonNode value, String path, Check check) {
        if (!value.isArray()) {
            return mustBe("an array", value, path);
        }
        for (int i = 0; i < value.size(); i++) {
            Fault fault = check.of(value.get(i), path + "[" + i + "]");
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static @Nullable Fault position(JsonNode value, String path) {
        boolean numbers = value.isArray() && value.size() >= 2;
        for (JsonNode number : value) {
            numbers &= number.isNumber() && isFinite(number);
        }
        return numbers ? null : mustBe("a position: longitude, latitude, and maybe altitude", value, path);
    }

    private static @Nullable Fault positions(JsonNode value, int least, String path) {
        return value.isArray() && value.size() >= least
                ? each(value, path, SchemaCheck::position)
                : mustBe("an array of " + least + " positions or more", value, path);
    }

    private static @Nullable Fault ring(JsonNode value, String path) {
        Fault fault = positions(value, 4, path);
        if (fault != null) {
            return fault;
        }
        return value.get(0).equals(value.get(value.size() - 1))
                ? null
                : new Fault(path, "must be closed: its last position is its first");
    }
}
