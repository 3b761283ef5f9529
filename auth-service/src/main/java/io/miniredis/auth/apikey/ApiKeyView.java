package io.miniredis.auth.apikey;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.miniredis.kit.token.Access;
import io.miniredis.kit.token.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as clients see it.
 *
 * @param access what it is narrowed to; null where its role alone decides
 * @param databases the only databases that exist for it; null for all
 * @param key the secret itself, in the answer to its creation only
 */
record ApiKeyView(
        String id,
        String name,
        Role role,
        String prefix,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable List<Access> access,
        @Nullable List<String> databases,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key) {

    static ApiKeyView of(ApiKey key) {
        return of(key, null);
    }

    static ApiKeyView of(ApiKey key, @Nullable String secret) {
        return new ApiKeyView(
                key.id(),
                key.name(),
                key.role(),
                key.prefix(),
                key.createdAt(),
                key.expiresAt(),
                key.lastUsedAt(),
                key.access(),
                key.databases(),
                secret);
    }

    @Override
    public String toString() {
        return "ApiKeyView[" + id + "]";
    }
}
