package io.miniredis.auth.throttle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes guessing slow. An attempt is counted before it is made and taken back when it was right, so that a thousand at once are no more than
 * a thousand one after another. While something is blocked, attempts are refused without being counted: nobody is locked out for longer
 * by somebody who does not stop. An account that does not exist is counted like one that does.
 */
@Component
public class Throttle {

    /** How long an address is remembered from which an account was entered. */
    private static final Duration TRUST = Duration.ofDays(90);

    private static final Duration LONGEST_CALM = Stream.of(Limit.values())
            .map(Limit::calm)
            .max(Comparator.naturalOrder())
            .orElseThrow();

    private final Counters counters;
    private final TransactionOperations transaction;
    private final Clock clock;

    Throttle(Counters counters, TransactionOperations transaction, Clock clock) {
        this.counters = counters;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What to count an account under: its user's id, or this where there is no such user. */
    public static String accountOfNobody(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    /**
     * Begins an attempt to prove that one is somebody: by a password or a code. Call it before the password is hashed.
     *
     * @param account the user's id, or {@link #accountOfNobody}
     * @param address of {@link ClientAddress}
     * @throws TooManyAttempts answered with 429
     */
    public Attempt begin(String account, String address) {
        var here = here(account, address);
        var all = List.of(here, Counter.of(Limit.LOG_IN_ACCOUNT, account), Counter.of(Limit.LOG_IN_ADDRESS, address));
        var now = clock.instant();
        var states = counters.find(all);
        var trusted = states.stream().anyMatch(it -> it.key().equals(here.key()) && it.isTrusted(now));
        var asked = trusted ? List.of(here) : all;
        // without a lock and a write for those who are blocked anyway
        refuseBlocked(asked, states, now);
        count(asked, now);
        return new Attempt(this, here, asked, trusted);
    }

    private static Counter here(String account, String address) {
        return Counter.of(Limit.LOG_IN_HERE, account + "\n" + address);
    }

    private void count(List<Counter> asked, Instant now) {
        var counted = Boolean.TRUE.equals(transaction.execute(status -> {
            var all = inOrder(asked).allMatch(it -> counters.add(it, now));
            if (!all) status.setRollbackOnly();
            return all;
        }));
        if (counted) return;
        // others were faster since we looked
        refuseBlocked(asked, counters.find(asked), now);
        throw new TooManyAttempts(Duration.ofSeconds(1));
    }

    /** Rows are locked in one order everywhere, so that nobody waits for each other. */
    private static Stream<Counter> inOrder(List<Counter> counters) {
        return counters.stream().sorted(Comparator.comparing(Counter::key));
    }

    private static void refuseBlocked(List<Counter> asked, List<Counter.State> states, Instant now) {
        states.stream()
                .filter(it -> asked.stream().anyMatch(counter -> counter.key().equals(it.key())))
                .map(Counter.State::blockedUntil)
                .filter(it -> it.isAfter(now))
                .max(Comparator.naturalOrder())
                .ifPresent(until -> {
                    throw new TooManyAttempts(Duration.between(now, until));
                });
    }

    /** Notes that the account was entered from there; what was wrong before is forgotten. */
    public void trust(String account, String address) {
        var now = clock.instant();
        counters.trust(here(account, address), now, now.plus(TRUST));
    }

    void succeeded(Counter here, List<Counter> asked) {
        var now = clock.instant();
        transaction.executeWithoutResult(status -> inOrder(asked).forEach(it -> {
            if (it.equals(here)) counters.trust(it, now, now.plus(TRUST));
            else counters.takeBack(it);
        }));
    }

    void withdrawn(List<Counter> asked) {
        transaction.executeWithoutResult(status -> inOrder(asked).forEach(it -> counters.takeBack(it)));
    }

    /** Counts one more, if it may be. */
    public boolean allows(Limit limit, String subject) {
        return counters.add(Counter.of(limit, subject), clock.instant());
    }

    /** @throws TooManyAttempts where {@link #allows} is false */
    public void require(Limit limit, String subject) {
        var counter = List.of(Counter.of(limit, subject));
        count(counter, clock.instant());
    }

    /** Begins to count afresh. */
    public void forget(Limit limit, String subject) {
        counters.forget(Counter.of(limit, subject));
    }

    @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT1H")
    void sweep() {
        var now = clock.instant();
        counters.sweep(now, now.minus(LONGEST_CALM));
    }
}
