package io.counterpart.tenants.database;

/** The lock that a tenant's writers take in turn, by whichever role they write; it ends with the transaction. */
final class WriteLock {

    /** An expression; {@code %s} stands for the tenant. */
    static final String TAKE = "pg_advisory_xact_lock(hashtextextended(%s, 0)) is null";

    private WriteLock() {}
}
