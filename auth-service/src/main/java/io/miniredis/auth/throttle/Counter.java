package io.miniredis.auth.throttle;

import io.miniredis.kit.secret.Tokens;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is counted under which limit.
 *
 * @param key a hash, so that no text that a stranger sent is stored
 */
record Counter(Limit limit, String key) {

    /** How it stands. */
    record State(String key, Instant blockedUntil, @Nullable Instant trustedUntil) {
        boolean isTrusted(Instant now) {
            return trustedUntil != null && now.isBefore(trustedUntil);
        }
    }

    static Counter of(Limit limit, String subject) {
        return new Counter(limit, Tokens.sha256(limit + "\n" + subject));
    }
}
