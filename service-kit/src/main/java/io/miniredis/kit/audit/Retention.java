package io.miniredis.kit.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * Removes what is older than it has to be kept, always a beginning of the chain. The hash of the last event that is gone stays as the
 * anchor from which the rest is checked, and the removal is an event itself: so an anchor that somebody moved shows.
 */
final class Retention {

    static final String ACTION = "audit.expire";

    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    /** The chain's end is held meanwhile, so it is done in steps of well under a tenth of a second. */
    private static final int STEP = 2000;

    private record Last(long sequence, String hash) {}

    private final JdbcClient jdbc;
    private final Chain chain;
    private final Audit audit;
    private final TransactionOperations transaction;
    private final Duration keep;
    private final Clock clock;

    Retention(
            JdbcClient jdbc, Chain chain, Audit audit, TransactionOperations transaction, Duration keep, Clock clock) {
        this.jdbc = jdbc;
        this.chain = chain;
        this.audit = audit;
        this.transaction = transaction;
        this.keep = keep;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1H")
    void run() {
        long removed = 0;
        long step;
        do {
            step = Objects.requireNonNull(transaction.execute(status -> step()));
            removed += step;
        } while (step == STEP);
        if (removed > 0) log.info("removed {} audit events that were older than {}", removed, keep);
        var ends = chain.ends();
        // a copy of the end outside of the database: whoever makes a whole new chain cannot change that
        log.info("the audit chain ends with event {}, hash {}", ends.sequence(), ends.hash());
    }

    private long step() {
        var ends = chain.lock();
        var end = clock.instant().minus(keep).atOffset(ZoneOffset.UTC);
        // the first event that stays ends it, though a later one may look older where clocks differ
        var last = jdbc.sql("""
                        select sequence, hash from audit_event
                        where sequence <= :most and sequence < coalesce((select min(sequence) from audit_event where at >= :end), :most + 1)
                        order by sequence desc limit 1
                        """)
                .param("most", ends.anchorSequence() + STEP)
                .param("end", end)
                .query(Last.class)
                .optional()
                .orElse(null);
        if (last == null) return 0;
        jdbc.sql("select set_config('miniredis.audit_retention', 'on', true)")
                .query(String.class)
                .single();
        var removed = jdbc.sql("delete from audit_event where sequence <= :last")
                .param("last", last.sequence())
                .update();
        jdbc.sql("select set_config('miniredis.audit_retention', 'off', true)")
                .query(String.class)
                .single();
        jdbc.sql("update audit_chain set anchor_sequence = :sequence, anchor_hash = :digest")
                .param("sequence", last.sequence())
                .param("digest", last.hash())
                .update();
        audit.record(Deed.of(ACTION).in(null).made(told(last.sequence(), last.hash())));
        return removed;
    }

    private static Map<String, ?> told(long sequence, String hash) {
        return Map.of("upTo", sequence, "digest", hash);
    }

    /** Whether the event says that retention left this anchor. */
    static boolean tells(AuditEvent event, Chain.Ends ends, JsonMapper json) {
        var after = event.after();
        if (!event.action().equals(ACTION) || event.actorKind() != Actor.Kind.SERVICE || after == null) return false;
        var said = json.readTree(after);
        return said.path("upTo").asLong() == ends.anchorSequence()
                && said.path("digest").asString().equals(ends.anchorHash());
    }
}
