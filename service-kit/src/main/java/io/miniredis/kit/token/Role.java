package io.miniredis.kit.token;

/** What a member of an organization, or a key, may do there. Each role includes those before it. */
public enum Role {
    /** Sees databases and their measurements, no passwords. */
    VIEWER,
    /** Creates, changes and uses databases. */
    DEVELOPER,
    /** Also deletes databases and manages keys and members. */
    ADMIN,
    /** Also owns the organization itself. */
    OWNER;

    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }
}
