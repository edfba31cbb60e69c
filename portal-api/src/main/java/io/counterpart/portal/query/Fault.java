package io.counterpart.portal.query;

import java.util.Locale;

/** What is wrong with a query's text. A client may switch on its word; it never changes. */
public enum Fault {
    TEXT_TOO_LONG("the query is too long"),
    UNEXPECTED_CHARACTER("this character has no meaning here"),
    UNTERMINATED_TEXT("the text has no end"),
    BAD_ESCAPE("this escape has no meaning"),
    BAD_NUMBER("this is no number"),
    UNEXPECTED_WORD("this does not belong here"),
    UNKNOWN_COLLECTION("there is nothing else to select from"),
    UNKNOWN_VARIABLE("no such variable"),
    DUPLICATE_VARIABLE("the variable is there already"),
    NOT_JOINED("a twin stands alone"),
    TOO_MANY_JOINS("too many relationships are followed"),
    NO_DIRECTION("the relationship has no direction"),
    BAD_HOPS("so many hops cannot be made"),
    HOPS_WITHOUT_VARIABLE("several hops have no one relationship"),
    TOO_MANY_NAMES("the relationship has too many names"),
    UNKNOWN_ATTRIBUTE("no such attribute"),
    UNKNOWN_FUNCTION("no such function"),
    NOT_A_VALUE("a twin or a relationship is no value"),
    NULL_COMPARED("nothing compares with null"),
    BAD_MODEL("this is no model"),
    TOO_DEEP("conditions are nested too deeply"),
    TOO_MANY_CONDITIONS("there are too many conditions"),
    LIST_TOO_LONG("the list is too long"),
    TOO_MANY_COLUMNS("there are too many columns"),
    DUPLICATE_COLUMN("two columns have one name"),
    TOO_MANY_TERMS("there are too many terms"),
    BAD_TOP("so many rows cannot be asked for"),
    NOT_GROUPED("in a group this has no one value");

    private final String title;

    Fault(String title) {
        this.title = title;
    }

    /** Its stable name: {@code unexpected-word}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is wrong, in a few words for people. */
    public String title() {
        return title;
    }
}
