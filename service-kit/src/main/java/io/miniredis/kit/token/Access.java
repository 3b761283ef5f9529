package io.miniredis.kit.token;

import java.util.EnumSet;
import java.util.Set;

/** What a key may be narrowed to, below its role. */
public enum Access {
    /** Commands that only read. */
    READ(Right.SEE_DATABASES, Right.READ_DATA),
    /** Commands that write. */
    WRITE(Right.SEE_DATABASES, Right.WRITE_DATA),
    /** Measurements. */
    METRICS(Right.SEE_DATABASES, Right.SEE_MEASUREMENTS);

    private final Set<Right> rights;

    Access(Right first, Right... others) {
        rights = EnumSet.of(first, others);
    }

    boolean includes(Right right) {
        return rights.contains(right);
    }
}
