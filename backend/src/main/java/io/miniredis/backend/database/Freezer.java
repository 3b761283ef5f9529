package io.miniredis.backend.database;

import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.audit.Deed;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps databases from being created in an organization while the auth-service deletes it. A freeze ends by itself, so that a deletion
 * that was broken off leaves nothing to clear away.
 */
@Component
class Freezer {

    static final Duration LENGTH = Duration.ofMinutes(5);

    private final Databases databases;
    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;

    Freezer(Databases databases, JdbcClient jdbc, Audit audit, Clock clock) {
        this.databases = databases;
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws DatabaseException.OrganizationNotEmpty when there is a database, or one that is still being deleted */
    @Transactional
    void freeze(String organizationId) {
        databases.lockOrganization(organizationId);
        if (databases.countOf(organizationId) > 0) throw new DatabaseException.OrganizationNotEmpty();
        jdbc.sql("""
                        insert into frozen_organization (organization_id, until) values (:organizationId, :until)
                        on conflict (organization_id) do update set until = excluded.until
                        """)
                .param("organizationId", organizationId)
                .param("until", clock.instant().plus(LENGTH).atOffset(ZoneOffset.UTC))
                .update();
        // those of before are of no more use
        jdbc.sql("delete from frozen_organization where until < :now")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        audit.record(Deed.of("organization.freeze").in(organizationId).on(organizationId, null));
    }

    /** Within the transaction of a creation, which holds the organization's lock. */
    @Transactional(propagation = Propagation.MANDATORY)
    void requireThawed(String organizationId) {
        var frozen = jdbc.sql(
                        "select count(*) from frozen_organization where organization_id = :organizationId and until > :now")
                .param("organizationId", organizationId)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
        if (frozen > 0) throw new DatabaseException.OrganizationFrozen();
    }
}
