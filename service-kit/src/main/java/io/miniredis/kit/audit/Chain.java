package io.miniredis.kit.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The service's chain in its database. Whoever appends holds the one row that says where the chain ends, until its transaction does:
 * so there is one order, over all replicas. Everything here is within a transaction.
 */
final class Chain {

    /** Where the chain ends, and what retention has left of its beginning. */
    record Ends(long sequence, String hash, long anchorSequence, String anchorHash) {}

    private static final String APPEND = """
            with moved as (update audit_chain set sequence = :sequence, hash = :hash)
            insert into audit_event (sequence, id, at, organization_id, actor, actor_kind, actor_name, address, action, subject,
                subject_name, outcome, code, before, after, trace_id, previous_hash, hash)
            values (:sequence, :id, :at, :organizationId, :actor, :actorKind, :actorName, :address, :action, :subject, :subjectName,
                :outcome, :code, :before, :after, :traceId, :previousHash, :hash)
            """;

    private final JdbcClient jdbc;

    Chain(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The ends, which stay as they are until this transaction ends. */
    Ends lock() {
        return jdbc.sql("select sequence, hash, anchor_sequence, anchor_hash from audit_chain for update")
                .query(Ends.class)
                .single();
    }

    Ends ends() {
        return jdbc.sql("select sequence, hash, anchor_sequence, anchor_hash from audit_chain")
                .query(Ends.class)
                .single();
    }

    void append(List<Draft> drafts) {
        var ends = lock();
        var sequence = ends.sequence();
        var hash = ends.hash();
        for (var draft : drafts) {
            var event = AuditEvent.chained(draft, ++sequence, hash);
            hash = event.hash();
            insert(event);
        }
    }

    private void insert(AuditEvent event) {
        jdbc.sql(APPEND)
                .param("sequence", event.sequence())
                .param("id", event.id())
                .param("at", event.at().atOffset(ZoneOffset.UTC))
                .param("organizationId", event.organizationId())
                .param("actor", event.actor())
                .param("actorKind", AuditEvent.word(event.actorKind()))
                .param("actorName", event.actorName())
                .param("address", event.address())
                .param("action", event.action())
                .param("subject", event.subject())
                .param("subjectName", event.subjectName())
                .param("outcome", AuditEvent.word(event.outcome()))
                .param("code", event.code())
                .param("before", event.before())
                .param("after", event.after())
                .param("traceId", event.traceId())
                .param("previousHash", event.previousHash())
                .param("hash", event.hash())
                .update();
    }

    static AuditEvent event(ResultSet row, int number) throws SQLException {
        return new AuditEvent(
                row.getLong("sequence"),
                row.getString("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("organization_id"),
                row.getString("actor"),
                Actor.Kind.valueOf(row.getString("actor_kind").toUpperCase(Locale.ROOT)),
                row.getString("actor_name"),
                row.getString("address"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("subject_name"),
                Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                row.getString("code"),
                row.getString("before"),
                row.getString("after"),
                row.getString("trace_id"),
                row.getString("previous_hash"),
                row.getString("hash"));
    }
}
