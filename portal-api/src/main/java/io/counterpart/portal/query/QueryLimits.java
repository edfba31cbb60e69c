package io.counterpart.portal.query;

/** What a query may ask for. All of it is checked before the graph is looked at, but for groups and cost. */
public final class QueryLimits {

    /** Characters of a query's text. */
    public static final int TEXT_MAX = 8_000;

    /** Columns of an answer. */
    public static final int COLUMNS_MAX = 50;

    /** Relationships that a query follows: each JOIN, and each arrow of a MATCH. */
    public static final int JOINS_MAX = 5;

    /** Hops of one relationship of variable length. */
    public static final int HOPS_MAX = 10;

    /** Names of a relationship that one arrow of a MATCH may take. */
    public static final int NAMES_MAX = 10;

    /** Parts of a property's path. */
    public static final int PATH_MAX = 8;

    /** Comparisons and functions in a WHERE. */
    public static final int CONDITIONS_MAX = 64;

    /** Parentheses and NOTs around a condition. */
    public static final int NESTING_MAX = 32;

    /** Values in one list of an IN. */
    public static final int LIST_MAX = 500;

    /** Attributes and variables in a GROUP BY. */
    public static final int GROUP_BY_MAX = 5;

    /** Terms of an ORDER BY. */
    public static final int ORDER_BY_MAX = 3;

    /** What TOP may ask for. */
    public static final int TOP_MAX = 1_000_000;

    /** Rows of a page. */
    public static final int LIMIT_MAX = 1_000;

    /** Groups that an answer may have, before TOP. */
    public static final int GROUPS_MAX = 10_000;

    /** Units of cost that a query may spend unless its caller says otherwise. */
    public static final long BUDGET_DEFAULT = 2_000_000;

    private QueryLimits() {}
}
