package io.miniredis.auth.mail;

import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The mails that wait, by PostgreSQL's clock: replicas that share them need not agree on the time. */
@Component
class MailRows {

    private final JdbcClient jdbc;

    MailRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A mail that somebody took to send it.
     *
     * @param attempts with this one
     * @param old whether it has waited for so long that this attempt is the last
     */
    record Claimed(String id, String sealed, int attempts, boolean old) {}

    void add(String id, String sealed) {
        jdbc.sql("insert into mail (id, sealed) values (:id, :sealed)")
                .param("id", id)
                .param("sealed", sealed)
                .update();
    }

    /** Takes the one that is due longest, for a while: who does not come back leaves it to others. */
    Optional<Claimed> claim(Duration lease, Duration patience) {
        return jdbc.sql("""
                        update mail set attempts = attempts + 1, due_at = now() + make_interval(secs => :lease)
                        where id = (
                            select id from mail where due_at <= now() order by due_at, id limit 1 for update skip locked)
                        returning id, sealed, attempts, created_at < now() - make_interval(secs => :patience) as old
                        """)
                .param("lease", (double) lease.toSeconds())
                .param("patience", (double) patience.toSeconds())
                .query(Claimed.class)
                .optional();
    }

    void postpone(String id, Duration pause) {
        jdbc.sql("update mail set due_at = now() + make_interval(secs => :pause) where id = :id")
                .param("id", id)
                .param("pause", (double) pause.toSeconds())
                .update();
    }

    void remove(String id) {
        jdbc.sql("delete from mail where id = :id").param("id", id).update();
    }
}
