package io.counterpart.portal.database;

/** How answers tell of a tenant's graph revision: the number that every write to its twins, relationships and types raises. */
public final class GraphRevision {

    /** Of an answer to a write: the revision that has it. A reader that asks for this revision or a later one reads what was written. */
    public static final String HEADER = "Counterpart-Revision";

    private GraphRevision() {}
}
