package io.counterpart.engine.dtdl;

import java.util.regex.Pattern;

/** Digital twin model identifiers (DTMI), as the specification's section of this name has them. */
final class Identifiers {

    private static final String VERSION = "(?:;[1-9][0-9]{0,8}(?:\\.[1-9][0-9]{0,5})?)?";
    private static final String SEGMENT = "[A-Za-z_](?:[A-Za-z0-9_]*+(?<!_))?";
    private static final Pattern ANY = Pattern.compile("dtmi:" + SEGMENT + "(?::" + SEGMENT + ")*+" + VERSION);
    private static final String USER_SEGMENT = "[A-Za-z](?:[A-Za-z0-9_]*+(?<!_))?";
    private static final Pattern USER =
            Pattern.compile("dtmi:" + USER_SEGMENT + "(?::" + USER_SEGMENT + ")*+" + VERSION);

    private Identifiers() {}

    /** Whether it means to be one. */
    static boolean isDtmiLike(String text) {
        return text.startsWith("dtmi:");
    }

    static boolean isDtmi(String text) {
        return ANY.matcher(text).matches();
    }

    /**
     * A DTMI without a segment that begins with an underscore, which are the language processors' own. Version 2 asks for a version in it,
     * a whole number.
     */
    static boolean isUserDtmi(String text, DtdlVersion version) {
        return USER.matcher(text).matches()
                && (version == DtdlVersion.V3 || (text.contains(";") && !text.contains(".")));
    }

    /** Begins as the language's own identifiers do. */
    static boolean isReserved(String text) {
        return text.startsWith("dtmi:dtdl:") || text.startsWith("dtmi:standard:");
    }
}
