package io.miniredis.auth.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session as its user sees it.
 *
 * @param current whether the call came with it
 */
record SessionView(
        String id,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        @Nullable String device,
        @Nullable String address,
        boolean current) {

    static SessionView of(Session session, String currentId) {
        return new SessionView(
                session.id(),
                session.createdAt(),
                session.lastUsedAt(),
                session.expiresAt(),
                session.device(),
                session.address(),
                session.id().equals(currentId));
    }
}
