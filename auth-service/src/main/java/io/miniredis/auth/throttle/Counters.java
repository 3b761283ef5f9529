package io.miniredis.auth.throttle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The counters' rows. Each call is one statement, so that attempts at the same moment, on any replica, are counted one by one. */
@Component
class Counters {

    /** What is not blocked is blocked until the epoch, not until a moment ago: the clocks of replicas differ a little. */
    private static final String ADD = """
            insert into throttle as t (key, attempts, last_at, blocked_until) values (:key, 1, :now, to_timestamp(0))
            on conflict (key) do update set
                attempts = case when t.last_at < :forgotten then 1 else t.attempts + 1 end,
                last_at = :now,
                blocked_until = case when t.last_at < :forgotten or t.attempts < :free then to_timestamp(0)
                    else :now + make_interval(secs => least(:longest, :first * power(2, least(t.attempts - :free, 30)))) end
            where t.blocked_until <= :now
            """;

    private static final String TAKE_BACK = """
            update throttle set attempts = greatest(attempts - 1, 0), blocked_until = to_timestamp(0) where key = :key
            """;

    private static final String TRUST = """
            insert into throttle as t (key, attempts, last_at, blocked_until, trusted_until)
            values (:key, 0, :now, to_timestamp(0), :until)
            on conflict (key) do update set
                attempts = 0, last_at = :now, blocked_until = to_timestamp(0), trusted_until = :until
            """;

    private final JdbcClient jdbc;

    Counters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Counter.State> find(Collection<Counter> counters) {
        return jdbc.sql("select key, blocked_until, trusted_until from throttle where key in (:keys)")
                .param("keys", counters.stream().map(Counter::key).toList())
                .query(Counters::state)
                .list();
    }

    private static Counter.State state(ResultSet row, int number) throws SQLException {
        return new Counter.State(
                row.getString("key"),
                row.getObject("blocked_until", OffsetDateTime.class).toInstant(),
                instant(row.getObject("trusted_until", OffsetDateTime.class)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /** @return false when it is blocked; then nothing was counted */
    boolean add(Counter counter, Instant now) {
        var limit = counter.limit();
        return jdbc.sql(ADD)
                        .param("key", counter.key())
                        .param("now", utc(now))
                        .param("forgotten", utc(now.minus(limit.calm())))
                        .param("free", limit.free())
                        .param("first", (double) limit.first().toSeconds())
                        .param("longest", (double) limit.longest().toSeconds())
                        .update()
                == 1;
    }

    /** Takes one attempt back, and the pause that it began. */
    void takeBack(Counter counter) {
        jdbc.sql(TAKE_BACK).param("key", counter.key()).update();
    }

    void forget(Counter counter) {
        jdbc.sql("delete from throttle where key = :key")
                .param("key", counter.key())
                .update();
    }

    void trust(Counter counter, Instant now, Instant until) {
        jdbc.sql(TRUST)
                .param("key", counter.key())
                .param("now", utc(now))
                .param("until", utc(until))
                .update();
    }

    /** Removes what means nothing any more. */
    int sweep(Instant now, Instant lastBefore) {
        return jdbc.sql("""
                        delete from throttle
                        where last_at < :before and (trusted_until is null or trusted_until < :now)
                        """)
                .param("before", utc(lastBefore))
                .param("now", utc(now))
                .update();
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
