package io.miniredis.backend;

import io.miniredis.backend.certificate.AuthorityStore;
import io.miniredis.kit.secret.SecretBox;
import io.miniredis.kit.secret.Tokens;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is left to do when the key is gone that stored secrets were sealed with (MINIREDIS_SECRET_KEY_LOST). Every database whose passwords
 * do not open gets new ones, which the expiry of passwords then brings to its host; an authority whose key does not open signs no more, but
 * what it signed stays trusted. What does open is left alone, so replicas may do this side by side and a second start changes nothing.
 */
final class LostSecrets {

    private static final int AT_ONCE = 500;

    private static final Logger log = LoggerFactory.getLogger(LostSecrets.class);

    private final JdbcClient jdbc;
    private final SecretBox box;

    private record Passwords(String id, String sealed, String sealedMonitor) {}

    private record Key(String id, String sealed) {}

    LostSecrets(JdbcClient jdbc, SecretBox box) {
        this.jdbc = jdbc;
        this.box = box;
    }

    void replace() {
        log.warn(
                "gave {} databases new passwords, and keeps {} authorities without their key; take MINIREDIS_SECRET_KEY_LOST away now",
                renewPasswords(),
                retireAuthorities());
    }

    private int retireAuthorities() {
        return jdbc
                .sql("select id, sealed_key from certificate_authority where sealed_key is not null")
                .query((row, number) -> new Key(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .filter(it ->
                        !box.opens(it.sealed(), AuthorityStore.SEALED.context().apply(it.id())))
                .mapToInt(it -> jdbc.sql("update certificate_authority set sealed_key = null where id = :id")
                        .param("id", it.id())
                        .update())
                .sum();
    }

    private int renewPasswords() {
        var done = 0;
        var after = "";
        for (var found = find(after); !found.isEmpty(); found = find(after)) {
            for (var it : found) if (!isReadable(it)) done += renew(it);
            after = found.getLast().id();
        }
        return done;
    }

    /** Deleted ones, too: they are kept for a while, and the look at the start meets them. */
    private List<Passwords> find(String after) {
        return jdbc.sql("""
                        select id, sealed_password, sealed_monitor_password from database
                        where id > :after order by id limit :limit
                        """)
                .param("after", after)
                .param("limit", AT_ONCE)
                .query((row, number) -> new Passwords(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    private boolean isReadable(Passwords it) {
        return box.opens(it.sealed(), it.id()) && box.opens(it.sealedMonitor(), it.id());
    }

    /** With a password before it that ends now, so that its end is brought to the host, and the new one with it. */
    private int renew(Passwords lost) {
        return jdbc.sql("""
                        update database set sealed_password = :password, sealed_monitor_password = :monitor,
                            sealed_previous_password = null, sealed_ended_password = null, previous_password_until = now(),
                            version = version + 1
                        where id = :id and sealed_password = :old
                        """)
                .param("password", box.seal(Tokens.secret(), lost.id()))
                .param("monitor", box.seal(Tokens.secret(), lost.id()))
                .param("id", lost.id())
                .param("old", lost.sealed())
                .update();
    }
}
