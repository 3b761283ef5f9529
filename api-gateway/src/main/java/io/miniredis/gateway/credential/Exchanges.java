package io.miniredis.gateway.credential;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.MDC;

/**
 * Tokens for credentials, remembered for a moment. Concurrent calls with one credential make one exchange, and an exchange that is
 * under way holds up nobody else (which is why the cache is asynchronous).
 */
public final class Exchanges {

    /** A revoked credential has to be dead within 5 s; this leaves one for the calls on their way. */
    static final Duration ACCEPTED_FOR = Duration.ofSeconds(4);

    /** Spares the auth-service a client that repeats a wrong key, and hardly delays a new one. */
    static final Duration REFUSED_FOR = Duration.ofSeconds(1);

    /** Credentials in use at one moment, about 1 KiB each. */
    private static final int REMEMBERED = 10_000;

    /** Longest wait, a new token of our own included; a caller waits 5 s in all. */
    private static final Duration DEADLINE = Duration.ofSeconds(4);

    private final AuthService auth;
    private final AsyncCache<String, Exchanged> known;

    Exchanges(AuthService auth, Ticker ticker) {
        this.auth = auth;
        known = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .ticker(ticker)
                .executor(Thread::startVirtualThread)
                .expireAfter(Expiry.<String, Exchanged>creating((key, answer) -> {
                    var age = Duration.ofNanos(ticker.read() - answer.askedAt());
                    var left = lifetime(answer).minus(age);
                    return left.isNegative() ? Duration.ZERO : left;
                }))
                .buildAsync();
    }

    private static Duration lifetime(Exchanged answer) {
        return switch (answer) {
            case Exchanged.Accepted accepted -> ACCEPTED_FOR;
            case Exchanged.Refused refused -> REFUSED_FOR;
        };
    }

    /**
     * The signed token to go on with, and whose it is.
     *
     * @throws CredentialException when there is none
     */
    public Admission admit(Credential credential) {
        return switch (credential) {
            case Credential.None none -> throw new CredentialException.Missing();
            case Credential.Malformed malformed -> throw new CredentialException.Invalid();
            case Credential.Session(String token, String fingerprint) -> admit("session", token, fingerprint);
            case Credential.ApiKey(String text, String fingerprint) -> admit("apiKey", text, fingerprint);
        };
    }

    private Admission admit(String kind, String secret, String fingerprint) {
        return switch (exchanged(kind, secret, fingerprint)) {
            case Exchanged.Accepted accepted -> accepted.admission();
            case Exchanged.Refused refused -> throw new CredentialException.Invalid();
        };
    }

    private Exchanged exchanged(String kind, String secret, String fingerprint) {
        var answer = known.get(
                fingerprint,
                (key, executor) -> CompletableFuture.supplyAsync(
                        inTraceOfCaller(() -> auth.exchange(Map.of(kind, secret))), executor));
        try {
            return answer.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException exception) {
            if (exception.getCause() instanceof CredentialException known) throw known;
            throw new CredentialException.AuthServiceDown(exception);
        } catch (TimeoutException exception) {
            throw new CredentialException.AuthServiceDown(exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new CredentialException.AuthServiceDown(exception);
        }
    }

    private static java.util.function.Supplier<Exchanged> inTraceOfCaller(
            java.util.function.Supplier<Exchanged> exchange) {
        var trace = MDC.getCopyOfContextMap();
        return () -> {
            if (trace != null) MDC.setContextMap(trace);
            return exchange.get();
        };
    }

    /** Forgets a credential that just ended, so that this gateway refuses it at once. */
    public void forget(Credential credential) {
        var fingerprint = credential.fingerprint();
        if (fingerprint != null) known.synchronous().invalidate(fingerprint);
    }

    /** Forgets what belongs to any of these users, keys, sessions and organizations, as something about them has changed. */
    public void forgetAbout(Set<String> ids) {
        known.synchronous()
                .asMap()
                .values()
                .removeIf(it -> it instanceof Exchanged.Accepted(Admission admission, long askedAt)
                        && ids.stream().anyMatch(admission::concerns));
    }
}
