package io.miniredis.kit.token;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * The auth-service's public keys, asked for when first needed and again when they are {@link #FRESH} old, so that a key which was removed
 * there is refused here. A token of a key that is not among them makes it ask at once, because the key may be newer than the answer;
 * but at most once in {@link #PAUSE}, however many unknown keys strangers name. While the auth-service does not answer, the keys of
 * before stay.
 */
public final class PublicKeys implements JWKSource<SecurityContext> {

    /** Keys are published half an hour before they sign and after they did, so this may be anything well below. */
    static final Duration FRESH = Duration.ofMinutes(5);

    static final Duration PAUSE = Duration.ofSeconds(10);

    /** After a failure with no keys at all, others who wait are refused at once instead of each waiting as long. */
    static final Duration FAILED = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(PublicKeys.class);

    private final RestClient http;
    private final String url;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Known known;
    private Instant askedAt = Instant.EPOCH;
    private Instant failedAt = Instant.EPOCH;

    private record Known(JWKSet keys, Instant at) {}

    public PublicKeys(RestClient http, String url, Clock clock) {
        this.http = http;
        this.url = url;
        this.clock = clock;
    }

    /** @throws KeySourceException when there are no keys at all */
    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        var present = known;
        if (present == null) return selector.select(ask(null).keys());
        if (isOld(present)) present = renew(present);
        var found = selector.select(present.keys());
        return found.isEmpty() ? selector.select(ask(present).keys()) : found;
    }

    private boolean isOld(Known present) {
        return !clock.instant().isBefore(present.at().plus(FRESH));
    }

    /** One call asks, the others go on with what there is. */
    private Known renew(Known present) throws KeySourceException {
        if (!lock.tryLock()) return present;
        try {
            return ask(present);
        } finally {
            lock.unlock();
        }
    }

    /** @param seen what the caller did not find its key in */
    private Known ask(@Nullable Known seen) throws KeySourceException {
        lock.lock();
        try {
            var present = known;
            // somebody else asked while this call waited
            if (present != null && present != seen) return present;
            var now = clock.instant();
            if (present != null && now.isBefore(askedAt.plus(PAUSE))) return present;
            if (present == null && now.isBefore(failedAt.plus(FAILED))) throw none(null);
            askedAt = now;
            return fetch(present, now);
        } finally {
            lock.unlock();
        }
    }

    private Known fetch(@Nullable Known present, Instant now) throws KeySourceException {
        try {
            var body = http.get().uri(url).retrieve().body(String.class);
            var fresh = new Known(JWKSet.parse(String.valueOf(body)), now);
            known = fresh;
            return fresh;
        } catch (RestClientException | ParseException exception) {
            failedAt = clock.instant();
            if (present == null) throw none(exception);
            log.warn(
                    "the auth-service did not tell its keys; those of {} stay: {}",
                    present.at(),
                    exception.getClass().getSimpleName());
            return present;
        }
    }

    private static RemoteKeySourceException none(@Nullable Exception cause) {
        return new RemoteKeySourceException("the auth-service does not tell its keys", cause);
    }
}
