package io.miniredis.auth.exchange;

import io.miniredis.auth.session.Session;
import java.time.Instant;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface SessionHolders extends Repository<Session, String> {

    /** All that an exchange has to know, in one statement: every session in use asks for it each few seconds. */
    @Query("""
            select new io.miniredis.auth.exchange.SessionHolder(
                s.id, s.lastUsedAt, s.organizationId, u.id, u.email,
                case when u.emailVerifiedAt is null then false else true end, m.role)
            from Session s
            join User u on u.id = s.userId
            left join Membership m on m.key.userId = s.userId and m.key.organizationId = s.organizationId
            where s.tokenHash = :tokenHash and s.expiresAt > :now
            """)
    Optional<SessionHolder> findLive(String tokenHash, Instant now);
}
