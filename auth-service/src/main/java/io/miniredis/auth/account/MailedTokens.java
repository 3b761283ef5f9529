package io.miniredis.auth.account;

import io.miniredis.kit.secret.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Secrets that are mailed and used once. Only their hashes are stored; they have 256 random bits. */
@Component
class MailedTokens {

    enum Purpose {
        VERIFICATION(Duration.ofHours(24)),
        PASSWORD_RESET(Duration.ofHours(1));

        private final Duration lifetime;

        Purpose(Duration lifetime) {
            this.lifetime = lifetime;
        }
    }

    /**
     * What was behind a token.
     *
     * @param passwordHash the password that a sign-up chose and that counts from now on; null where none hangs on it
     */
    record Meant(String userId, @Nullable String passwordHash) {

        @Override
        public String toString() {
            return "Meant[" + userId + "]";
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    MailedTokens(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return the secret, for the mail alone */
    String make(Purpose purpose, String userId, @Nullable String passwordHash) {
        var token = Tokens.secret();
        jdbc.sql("""
                        insert into mailed_token (token_hash, user_id, purpose, password_hash, expires_at)
                        values (:hash, :user, :purpose, :password, :expires)
                        """)
                .param("hash", Tokens.sha256(token))
                .param("user", userId)
                .param("purpose", purpose.name())
                .param("password", passwordHash)
                .param("expires", clock.instant().plus(purpose.lifetime).atOffset(ZoneOffset.UTC))
                .update();
        return token;
    }

    /** Whose it is, leaving it to be used. */
    Optional<String> ownerOf(Purpose purpose, String token) {
        return jdbc.sql("""
                        select user_id from mailed_token
                        where token_hash = :hash and purpose = :purpose and expires_at > :now
                        """)
                .param("hash", Tokens.sha256(token))
                .param("purpose", purpose.name())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(String.class)
                .optional();
    }

    /** Uses it up: of several who try at once, one succeeds. */
    Optional<Meant> use(Purpose purpose, String token) {
        return jdbc.sql("""
                        delete from mailed_token
                        where token_hash = :hash and purpose = :purpose and expires_at > :now
                        returning user_id, password_hash
                        """)
                .param("hash", Tokens.sha256(token))
                .param("purpose", purpose.name())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Meant(row.getString("user_id"), row.getString("password_hash")))
                .optional();
    }

    void remove(Purpose purpose, String userId) {
        jdbc.sql("delete from mailed_token where user_id = :user and purpose = :purpose")
                .param("user", userId)
                .param("purpose", purpose.name())
                .update();
    }

    @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT1H")
    void removeExpired() {
        jdbc.sql("delete from mailed_token where expires_at <= :now")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
