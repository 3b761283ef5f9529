package io.miniredis.kit.audit;

import io.miniredis.kit.secret.Ids;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads this service's events. */
public final class AuditLog {

    private static final String PAGE = """
            select * from audit_event
            where organization_id = :organizationId and id < :before and id >= :first and at >= :from and at < :to
                and (cast(:actor as text) is null or actor = :actor)
                and (cast(:action as text) is null or action = :action)
                and (cast(:subject as text) is null or subject = :subject)
                and (cast(:outcome as text) is null or outcome = :outcome)
            order by id desc limit :limit
            """;

    private final JdbcClient jdbc;
    private final Shown shown;

    AuditLog(JdbcClient jdbc, Shown shown) {
        this.jdbc = jdbc;
        this.shown = shown;
    }

    /**
     * An organization's events, newest first.
     *
     * @param before only those that are older than the event with this id; {@link AuditFilter#NEWEST} for all
     */
    public List<AuditView> page(String organizationId, AuditFilter filter, String before, int limit) {
        return jdbc
                .sql(PAGE)
                .param("organizationId", organizationId)
                .param("before", before)
                .param("first", Ids.first("aud", filter.fromOrFirst()))
                .param("from", filter.fromOrFirst().atOffset(ZoneOffset.UTC))
                .param("to", filter.toOrLast().atOffset(ZoneOffset.UTC))
                .param("actor", filter.actor())
                .param("action", filter.action())
                .param("subject", filter.subject())
                .param("outcome", filter.outcome())
                .param("limit", limit)
                .query(Chain::event)
                .list()
                .stream()
                .map(shown::view)
                .toList();
    }
}
