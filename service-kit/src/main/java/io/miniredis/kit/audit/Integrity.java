package io.miniredis.kit.audit;

import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Walks the whole chain, from what retention left as its beginning to its end, as it is in one moment. */
public final class Integrity {

    /** How many rows are in memory at a time. */
    private static final int FETCHED = 1000;

    private final JdbcClient jdbc;
    private final Chain chain;
    private final TransactionTemplate snapshot;
    private final JsonMapper json;
    private final String service;

    Integrity(JdbcClient jdbc, Chain chain, PlatformTransactionManager transactions, JsonMapper json, String service) {
        this.jdbc = jdbc;
        this.chain = chain;
        this.json = json;
        this.service = service;
        snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** For a database that no service runs on. */
    public static Integrity of(DataSource database, String service) {
        var jdbc = JdbcClient.create(database);
        return new Integrity(
                jdbc, new Chain(jdbc), new DataSourceTransactionManager(database), new JsonMapper(), service);
    }

    /**
     * What was found.
     *
     * @param events how many there are
     * @param brokenAt the first event that does not follow from the one before; where events are missing at the end, the last one
     *     there is, and {@code (start)} where there is none
     */
    public record Part(
            String service,
            long events,
            boolean whole,
            @Nullable String brokenAt) {}

    public Part check() {
        return Objects.requireNonNull(snapshot.execute(status -> {
            var walk = new Walk(chain.ends());
            try (var events = jdbc
                    .sql("select * from audit_event order by sequence")
                    .withFetchSize(FETCHED)
                    .query(Chain::event)
                    .stream()) {
                events.forEach(walk::next);
            }
            return walk.end();
        }));
    }

    private final class Walk {
        private final Chain.Ends ends;
        private long sequence;
        private String hash;
        private long count;
        private String last = "(start)";
        private @Nullable String brokenAt;
        private boolean anchored;

        Walk(Chain.Ends ends) {
            this.ends = ends;
            sequence = ends.anchorSequence();
            hash = ends.anchorHash();
            anchored = sequence == 0 && hash.equals(AuditEvent.GENESIS);
        }

        void next(AuditEvent event) {
            count++;
            var follows = event.sequence() == sequence + 1
                    && event.previousHash().equals(hash)
                    && event.hash().equals(event.rightHash());
            if (!follows && brokenAt == null) brokenAt = event.id();
            anchored |= Retention.tells(event, ends, json);
            sequence = event.sequence();
            hash = event.hash();
            last = event.id();
        }

        Part end() {
            var ended = sequence == ends.sequence() && hash.equals(ends.hash());
            if (brokenAt == null && !(ended && anchored)) brokenAt = last;
            return new Part(service, count, brokenAt == null, brokenAt);
        }
    }
}
