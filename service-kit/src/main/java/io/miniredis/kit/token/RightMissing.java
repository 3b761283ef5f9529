package io.miniredis.kit.token;

import java.util.Locale;

/** Why a caller is not let do what it asked for. Answered with 403. */
public abstract sealed class RightMissing extends RuntimeException {

    private RightMissing(String message) {
        super(message);
    }

    /** Its role does not include it. */
    public static final class RoleTooLow extends RightMissing {
        RoleTooLow(Role role, Role needed) {
            super("This needs the role %s; you have %s. Ask an owner of the organization for it."
                    .formatted(word(needed), word(role)));
        }
    }

    /** Its role does, but the key was narrowed. */
    public static final class KeyTooNarrow extends RightMissing {
        KeyTooNarrow(Right right) {
            super("This API key is narrowed to less than this call needs (%s). Use a key with more access."
                    .formatted(word(right)));
        }
    }

    /** A key called what only people may. */
    public static final class PersonNeeded extends RightMissing {
        PersonNeeded() {
            super("Only a person who is logged in may do this, no API key.");
        }
    }

    /** A tenant called what only the platform's operators may. */
    public static final class OperatorNeeded extends RightMissing {
        OperatorNeeded() {
            super("Only operators of this platform may do this. They are named in MINIREDIS_OPERATORS.");
        }
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
