package io.miniredis.auth.password;

import jakarta.annotation.PreDestroy;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes and checks passwords. Call it outside of database transactions: it takes about 0.1 s.
 *
 * <p>The stored form names its scheme ({@code {bcrypt-hmac}…}), so that another can follow without a migration. bcrypt it is, and not
 * Argon2, because that comes as 8 MB of BouncyCastle and holds 16 MiB or more for each hash in a service that is to live in little
 * memory; and not PBKDF2, because that costs an attacker with graphics cards the least.
 */
@Component
public class Passwords {

    private static final String SCHEME = "bcrypt-hmac";

    /** At 0.1 s each and one at a time, the last in the queue waits about 3 s; callers give up after 5 s. */
    private static final int WAITING_PER_THREAD = 32;

    /** Of the places in the queue, so many in a hundred are for anybody; the rest is kept for those whom we know. */
    private static final int FOR_ANYBODY = 75;

    private final PasswordEncoder encoder =
            new DelegatingPasswordEncoder(SCHEME, Map.of(SCHEME, new PrehashedBcrypt()));
    private final ThreadPoolExecutor hashing;
    private final int kept;
    private final String nobodysHash;

    Passwords() {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() - 1), WAITING_PER_THREAD);
    }

    /**
     * A pool of platform threads, though the house has virtual ones: hashing never blocks, so on virtual threads a few log-ins would
     * hold every carrier and all other calls would stand still. The operating system divides the cores fairly instead.
     */
    Passwords(int threads, int waitingPerThread) {
        hashing = new ThreadPoolExecutor(
                threads,
                threads,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(threads * waitingPerThread),
                Thread.ofPlatform().name("password-", 0).daemon().factory());
        hashing.allowCoreThreadTimeOut(true);
        kept = threads * waitingPerThread * (100 - FOR_ANYBODY) / 100;
        nobodysHash = Objects.requireNonNull(encoder.encode("nobody"));
    }

    /** @throws HashingBusy when too many wait already */
    public String hash(String password) {
        return Objects.requireNonNull(run(() -> encoder.encode(password), false));
    }

    /**
     * Whether the password is the one of the hash.
     *
     * @param hash null where there is no such user or no password; that takes as long as a wrong password and is false
     * @param known whether they are known by more than their claim; strangers, however many, leave them room in the queue
     * @throws HashingBusy when too many wait already
     */
    public boolean matches(String password, @Nullable String hash, boolean known) {
        var right = Boolean.TRUE.equals(run(() -> encoder.matches(password, hash == null ? nobodysHash : hash), known));
        return right && hash != null;
    }

    <T extends @Nullable Object> T run(Callable<T> work, boolean known) {
        if (!known && hashing.getQueue().remainingCapacity() < kept) throw new HashingBusy();
        try {
            return hashing.submit(work).get();
        } catch (RejectedExecutionException full) {
            throw new HashingBusy();
        } catch (ExecutionException exception) {
            throw new IllegalStateException(exception.getCause());
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new HashingBusy();
        }
    }

    @PreDestroy
    void close() {
        hashing.shutdown();
    }
}
