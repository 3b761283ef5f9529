package io.miniredis.backend.database;

import io.miniredis.kit.node.EvictionPolicy;
import io.miniredis.kit.node.Persistence;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What a tenant wants otherwise. What is left out stays. */
record DatabaseChange(
        @Nullable @Pattern(regexp = NewDatabase.NAME, message = NewDatabase.NAME_RULE)
        String name,

        @Nullable @Size(max = 40) @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*", message = "must not hold control characters")
        String plan,

        @Nullable EvictionPolicy evictionPolicy,
        @Nullable Persistence persistence,
        @Nullable Boolean tls) {

    /** The part of it that is not so already. */
    DatabaseChange comparedTo(Database database) {
        return new DatabaseChange(
                other(name, database.name()),
                other(plan, database.planId()),
                other(evictionPolicy, database.evictionPolicy()),
                other(persistence, database.persistence()),
                other(tls, database.tls()));
    }

    private static <T> @Nullable T other(@Nullable T wanted, T there) {
        return there.equals(wanted) ? null : wanted;
    }

    boolean isNothing() {
        return name == null && !concernsEngine();
    }

    boolean concernsEngine() {
        return plan != null || evictionPolicy != null || persistence != null || tls != null;
    }
}
