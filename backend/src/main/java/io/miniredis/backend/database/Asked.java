package io.miniredis.backend.database;

import io.miniredis.kit.token.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Who wishes something, and how the wish is known again.
 *
 * @param by the user or key; null for what the platform does itself
 * @param key the call's {@code Idempotency-Key}
 */
record Asked(
        String organizationId,
        @Nullable String by,
        @Nullable String key) {

    static Asked of(Caller caller, @Nullable String key) {
        return new Asked(caller.organizationId(), caller.subject(), key);
    }
}
