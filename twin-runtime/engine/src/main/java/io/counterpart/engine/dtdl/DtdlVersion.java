package io.counterpart.engine.dtdl;

/** A version of the language, with the limits that it sets. */
public enum DtdlVersion {
    V2(2, 64, 64),
    V3(3, 512, 512);

    private static final Limits OF_V2 = new Limits(300, 2, 500, 300, 1, 100, 30);

    private static final Limits OF_V3 = new Limits(
            Integer.MAX_VALUE, 1_024, Integer.MAX_VALUE, Integer.MAX_VALUE, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** Levels of {@code extends}, in both versions. */
    static final int EXTENDS_DEPTH_MAX = 10;

    /** Levels of complex schemas in one another, in both versions. */
    static final int SCHEMA_DEPTH_MAX = 5;

    /** Interfaces that one inherits from, directly or not; version 2 names no bound of its own. */
    static final int EXTENDS_IN_ALL_MAX = 1_024;

    /** Elements under one interface's contents, in all. */
    static final int ELEMENTS_MAX = 100_000;

    /** Bytes of one interface's text. */
    static final int INTERFACE_BYTES_MAX = 1 << 20;

    static final int INTERFACE_ID_MAX = 128;
    static final int ID_MAX = 2_048;
    static final int TEXT_MAX = 512;

    private final int number;
    private final int nameMax;
    private final int displayNameMax;

    DtdlVersion(int number, int nameMax, int displayNameMax) {
        this.number = number;
        this.nameMax = nameMax;
        this.displayNameMax = displayNameMax;
    }

    /**
     * How many there may be.
     *
     * @param contents of an interface, those that it inherits among them
     * @param supertypes that an interface names itself
     * @param multiplicity the most that a relationship may allow
     * @param relationshipProperties of one relationship
     * @param enumValuesMin at least, of one enum
     * @param enumValuesMax at most
     * @param fields of one object
     */
    record Limits(
            int contents,
            int supertypes,
            int multiplicity,
            int relationshipProperties,
            int enumValuesMin,
            int enumValuesMax,
            int fields) {}

    /** 2 or 3. */
    public int number() {
        return number;
    }

    /** What a document's {@code @context} names first. */
    public String context() {
        return "dtmi:dtdl:context;" + number;
    }

    int nameMax() {
        return nameMax;
    }

    int displayNameMax() {
        return displayNameMax;
    }

    Limits limits() {
        return this == V2 ? OF_V2 : OF_V3;
    }
}
