package io.miniredis.auth.invitation;

import io.miniredis.kit.token.Role;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface InvitationRows extends Repository<Invitation, String> {

    void save(Invitation invitation);

    Optional<Invitation> findByTokenHash(String tokenHash);

    @Query("""
            select i from Invitation i
            where i.organizationId = :organizationId and i.closedAt is null and i.expiresAt > :now
            order by i.id desc
            """)
    List<Invitation> findOpen(String organizationId, Instant now);

    /** When those were sent, oldest first, that the organization or the same person sent since. */
    @Query("""
            select i.createdAt from Invitation i
            where (i.organizationId = :organizationId or i.invitedBy = :invitedBy) and i.createdAt > :since
            order by i.createdAt
            """)
    List<Instant> sentSince(String organizationId, String invitedBy, Instant since);

    @Modifying
    @Query("""
            delete from Invitation i
            where i.organizationId = :organizationId and i.createdAt <= :before
            and (i.closedAt is not null or i.expiresAt <= :before)
            """)
    int forget(String organizationId, Instant before);

    /** One call in all gets a 1 for an invitation: it may not be used twice. */
    @Modifying
    @Query("""
            update Invitation i set i.closedAt = :now
            where i.id = :id and i.organizationId = :organizationId and i.closedAt is null and i.expiresAt > :now
            """)
    int close(String id, String organizationId, Instant now);

    @Modifying
    @Query("""
            update Invitation i set i.closedAt = :now
            where i.organizationId = :organizationId and lower(i.email) = lower(:email) and i.closedAt is null
            """)
    int closeFor(String organizationId, String email, Instant now);

    @Modifying
    @Query("""
            update Invitation i set i.closedAt = :now
            where i.organizationId = :organizationId and i.invitedBy = :userId and i.role in :roles and i.closedAt is null
            """)
    int closeOf(String organizationId, String userId, Collection<Role> roles, Instant now);
}
