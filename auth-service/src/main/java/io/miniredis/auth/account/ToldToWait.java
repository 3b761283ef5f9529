package io.miniredis.auth.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.miniredis.auth.throttle.TooManyAttempts;
import io.miniredis.kit.audit.Deed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Log-ins that were just told to wait. The same again from the same address hears the same without the database being asked: a flood of
 * them costs little more than reading it. What has changed meanwhile (the account was unblocked on another replica) is seen within 2 s.
 */
@Component
class ToldToWait {

    private static final Duration REMEMBERED = Duration.ofSeconds(2);

    /** Who is forgotten is looked up. */
    private static final int MOST = 20_000;

    private record Attempt(String email, String address) {

        static Attempt of(String email, String address) {
            return new Attempt(email.toLowerCase(Locale.ROOT), address);
        }
    }

    /**
     * What was said.
     *
     * @param until when the pause ends
     * @param deed for the record
     */
    record Refusal(Instant until, Deed deed) {}

    private final Cache<Attempt, Refusal> refusals =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();
    private final Clock clock;

    ToldToWait(Clock clock) {
        this.clock = clock;
    }

    /** What they were told, while it stands. */
    Optional<Refusal> find(String email, String address) {
        return Optional.ofNullable(refusals.getIfPresent(Attempt.of(email, address)))
                .filter(it -> it.until().isAfter(clock.instant()));
    }

    void remember(String email, String address, TooManyAttempts told, Deed deed) {
        refusals.put(Attempt.of(email, address), new Refusal(clock.instant().plus(told.pause()), deed));
    }

    void forget(String email, String address) {
        refusals.invalidate(Attempt.of(email, address));
    }
}
