package io.miniredis.backend.database;

import io.miniredis.kit.node.EvictionPolicy;
import io.miniredis.kit.node.Persistence;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What a tenant asks for. Only the name has to be given. */
record NewDatabase(
        @NotNull(message = "is missing: give the database a name") @Pattern(regexp = NAME, message = NAME_RULE)
        String name,

        @Nullable @Size(max = 40) @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*", message = "must not hold control characters")
        String plan,

        @Nullable @Pattern(regexp = "any|valkey|redis", message = "must be one of any, valkey, redis")
        String engine,

        @Nullable EvictionPolicy evictionPolicy,
        @Nullable Persistence persistence,

        @Nullable Boolean tls) {

    static final String NAME = "[a-z]([a-z0-9-]{0,38}[a-z0-9])?";
    static final String NAME_RULE =
            "must be 1 to 40 lower-case letters, digits and hyphens, begin with a letter and not end with a hyphen";

    String planOrDefault() {
        return plan == null ? "free" : plan;
    }

    String engineOrDefault() {
        return engine == null ? "any" : engine;
    }

    EvictionPolicy evictionPolicyOrDefault() {
        return evictionPolicy == null ? EvictionPolicy.NOEVICTION : evictionPolicy;
    }

    boolean tlsOrDefault() {
        return tls != null && tls;
    }

    Persistence persistenceOrDefault() {
        return persistence == null ? Persistence.AOF : persistence;
    }
}
