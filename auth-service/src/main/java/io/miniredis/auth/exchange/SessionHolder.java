package io.miniredis.auth.exchange;

import io.miniredis.auth.account.Person;
import io.miniredis.kit.token.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A live session, whose it is and what they are where it acts.
 *
 * @param role null when they are no member there any more
 */
record SessionHolder(
        String sessionId,
        Instant lastUsedAt,
        String organizationId,
        String userId,
        String email,
        boolean emailVerified,
        @Nullable Role role) {

    Person person() {
        return new Person(userId, email, emailVerified);
    }
}
