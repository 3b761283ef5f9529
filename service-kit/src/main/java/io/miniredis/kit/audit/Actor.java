package io.miniredis.kit.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who did or tried something.
 *
 * @param id {@code usr_…}, {@code key_…}, a service's name, or {@code anonymous}
 * @param name the e-mail address or the name of the key at that time; null where it is not known
 */
public record Actor(String id, Kind kind, @Nullable String name) {

    /** Nobody that is known: a call without a credential. */
    public static final Actor ANONYMOUS = new Actor("anonymous", Kind.ANONYMOUS, null);

    /** What sort of caller it is. */
    public enum Kind {
        USER,
        KEY,
        SERVICE,
        /** A person who looks at the platform rather than at an organization. */
        OPERATOR,
        ANONYMOUS
    }

    public static Actor user(String id, @Nullable String name) {
        return new Actor(id, Kind.USER, name);
    }

    public static Actor service(String name) {
        return new Actor(name, Kind.SERVICE, null);
    }

    Actor asOperator() {
        return new Actor(id, Kind.OPERATOR, name);
    }
}
