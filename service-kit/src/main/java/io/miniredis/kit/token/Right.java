package io.miniredis.kit.token;

/** What a caller may do in its organization. The table that people read is in {@code docs/security.md}. */
public enum Right {
    SEE_DATABASES(Role.VIEWER, Reach.DATABASE),
    SEE_MEASUREMENTS(Role.VIEWER, Reach.DATABASE),
    READ_DATA(Role.DEVELOPER, Reach.DATABASE),
    WRITE_DATA(Role.DEVELOPER, Reach.DATABASE),
    /** Also to change it. */
    SEE_PASSWORD(Role.DEVELOPER, Reach.DATABASE),
    /** Settings, start, stop and restart. */
    CHANGE_DATABASE(Role.DEVELOPER, Reach.DATABASE),
    CHANGE_PLAN(Role.ADMIN, Reach.DATABASE),
    DELETE_DATABASE(Role.ADMIN, Reach.DATABASE),
    CREATE_DATABASE(Role.DEVELOPER, Reach.ORGANIZATION),
    SEE_MEMBERS(Role.VIEWER, Reach.ORGANIZATION),
    MANAGE_MEMBERS(Role.ADMIN, Reach.ORGANIZATION),
    MANAGE_KEYS(Role.ADMIN, Reach.ORGANIZATION),
    SEE_AUDIT(Role.ADMIN, Reach.ORGANIZATION),
    /** Hand it over or delete it. */
    OWN_ORGANIZATION(Role.OWNER, Reach.ORGANIZATION);

    /** What a right is about. A key for named databases has none that reaches further. */
    enum Reach {
        DATABASE,
        ORGANIZATION
    }

    private final Role needed;
    private final Reach reach;

    Right(Role needed, Reach reach) {
        this.needed = needed;
        this.reach = reach;
    }

    /** The lowest role that includes it. */
    public Role needed() {
        return needed;
    }

    Reach reach() {
        return reach;
    }
}
