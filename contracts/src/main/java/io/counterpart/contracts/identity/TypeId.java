package io.counterpart.contracts.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A twin type in one of its versions: a digital twin model identifier (DTMI) such as {@code dtmi:com:example:Pump;1}, as
 * the DTDL v3 specification defines it ("Digital Twin Model Identifier"). One without a version is version 0 here.
 *
 * @param value the DTMI as written
 */
public record TypeId(@JsonValue String value) implements Comparable<TypeId> {

    private static final int LONGEST = 2048;
    private static final String SEGMENT = "[A-Za-z](?:[A-Za-z0-9_]*+(?<!_))?";
    private static final Pattern DTMI =
            Pattern.compile("dtmi:" + SEGMENT + "(?::" + SEGMENT + ")*+(?:;[1-9][0-9]{0,8}(?:\\.[1-9][0-9]{0,5})?)?");

    /** The type of a twin whose device says what it likes: any property, its schema fixed by its first value. */
    public static final TypeId UNTYPED = new TypeId("dtmi:counterpart:Untyped;1");

    @JsonCreator
    public TypeId {
        if (value.length() > LONGEST || !DTMI.matcher(value).matches()) {
            throw new IllegalArgumentException("not a digital twin model identifier, such as dtmi:com:example:Pump;1");
        }
    }

    /** The identifier of one version of a type, as the two stand apart in an API's path. */
    public static TypeId of(String path, String version) {
        return new TypeId(version.equals("0") ? path : path + ";" + version);
    }

    /** The identifier without its version: {@code dtmi:com:example:Pump}. */
    public String path() {
        int semicolon = value.indexOf(';');
        return semicolon < 0 ? value : value.substring(0, semicolon);
    }

    /** The version, {@code 0} where the identifier has none. */
    public String version() {
        int semicolon = value.indexOf(';');
        return semicolon < 0 ? "0" : value.substring(semicolon + 1);
    }

    @Override
    public int compareTo(TypeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
