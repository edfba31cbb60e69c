package io.counterpart.portal.database;

/**
 * What every transaction of a tenant shares and its erasure has alone: after it, no transaction is open that began before. It ends
 * with the transaction. The seed keeps it apart from the locks of other services in the same database.
 */
final class TenantLock {

    /** A condition, always true; {@code %s} stands for the tenant. */
    static final String SHARE = "pg_advisory_xact_lock_shared(hashtextextended(%s, 1)) is not null";

    /** The same, had alone. */
    static final String HAVE_ALONE = "pg_advisory_xact_lock(hashtextextended(%s, 1)) is not null";

    private TenantLock() {}
}
