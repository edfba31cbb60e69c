package io.counterpart.contracts.access;

/**
 * What a caller may do, as constants: the resources' annotations name them ({@code @RolesAllowed(Permission.READ_TWINS)}), and
 * {@link Role} says who has which.
 */
public final class Permission {

    /** See twins, their state, history and events, and their types. */
    public static final String READ_TWINS = "read-twins";

    /** Create, change and remove twins. */
    public static final String WRITE_TWINS = "write-twins";

    /** Say what properties of twins shall be. */
    public static final String OPERATE_TWINS = "operate-twins";

    /** Create twin types. */
    public static final String WRITE_TYPES = "write-types";

    /** See devices, their logs and what was rejected of them. */
    public static final String READ_DEVICES = "read-devices";

    /** Create, change and remove devices and their credentials. */
    public static final String WRITE_DEVICES = "write-devices";

    public static final String READ_MEMBERS = "read-members";

    /** Invite and remove people, give roles, make API keys. */
    public static final String WRITE_MEMBERS = "write-members";

    public static final String READ_USAGE = "read-usage";

    public static final String READ_AUDIT = "read-audit";

    /** See one's own tenant: name, plan, whether it is suspended. Everybody in it may. */
    public static final String READ_TENANT = "read-tenant";

    /** Create, suspend and delete tenants: the platform's own people. */
    public static final String MANAGE_TENANTS = "manage-tenants";

    private Permission() {}
}
