package io.miniredis.kit.token;

import java.util.Locale;

/** A tenant asked for what its role does not include. */
public final class RoleTooLow extends RuntimeException {

    RoleTooLow(Role role, Role needed) {
        super("This needs the role %s; you have %s. Ask an owner of the organization for it."
                .formatted(word(needed), word(role)));
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
