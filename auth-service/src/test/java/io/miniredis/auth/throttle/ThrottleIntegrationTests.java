package io.miniredis.auth.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miniredis.auth.testing.AuthServiceTest;
import io.miniredis.auth.testing.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@AuthServiceTest
class ThrottleIntegrationTests {

    @Autowired
    Throttle throttle;

    @Autowired
    Counters counters;

    @Autowired
    SettableClock clock;

    @Autowired
    JdbcTemplate jdbc;

    private final String account = "usr_" + UUID.randomUUID();
    private final String here = "address " + UUID.randomUUID();

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void beginWhenWrongAgainAndAgainWaitsTwiceAsLongEachTime() {
        fail(11, here);

        for (var pause = 1; pause <= 512; pause *= 2) {
            assertThat(secondsToWait(here)).isBetween(pause - 1L, (long) pause);
            clock.advance(Duration.ofSeconds(pause));
            fail(1, here);
        }
        // no longer than a quarter of an hour
        assertThat(secondsToWait(here)).isBetween(890L, 900L);
    }

    @Test
    void beginWhenBlockedIsNotCountedAndDoesNotProlong() {
        fail(11, here);
        for (var i = 0; i < 50; i++)
            assertThatThrownBy(() -> throttle.begin(account, here)).isInstanceOf(TooManyAttempts.class);

        clock.advance(Duration.ofSeconds(1));

        assertThatCode(() -> throttle.begin(account, here)).doesNotThrowAnyException();
        assertThat(secondsToWait(here)).isLessThanOrEqualTo(2);
    }

    @Test
    void beginFromElsewhereIsNotHeldUpByOneAddress() {
        fail(11, here);

        assertThatCode(() -> throttle.begin(account, "elsewhere " + account)).doesNotThrowAnyException();
    }

    @Test
    void beginWhenAnAccountIsTriedFromEverywhereWaitsButNotLong() {
        for (var i = 0; i < 31; i++) fail(1, "address %d of %s".formatted(i, account));
        assertThat(secondsToWait("one more " + account)).isBetween(0L, 1L);

        for (var i = 0; i < 20; i++) {
            clock.advance(Duration.ofSeconds(30));
            fail(1, "another address %d of %s".formatted(i, account));
        }
        assertThat(secondsToWait("one more " + account)).isBetween(28L, 30L);
    }

    @Test
    void beginWhereTheAccountWasEnteredBeforeIsNotHeldUpByOthers() {
        throttle.begin(account, here).succeeded();
        for (var i = 0; i < 31; i++) fail(1, "address %d of %s".formatted(i, account));
        assertThatThrownBy(() -> throttle.begin(account, "new " + account)).isInstanceOf(TooManyAttempts.class);

        var attempt = throttle.begin(account, here);

        assertThat(attempt.isTrusted()).isTrue();
        attempt.succeeded();
    }

    @Test
    void beginWhenOneAddressTriesManyAccountsWaits() {
        for (var i = 0; i < 101; i++)
            throttle.begin("account %d of %s".formatted(i, account), here).failed();

        assertThat(secondsToWait(here)).isBetween(0L, 1L);
        assertThatCode(() -> throttle.begin("account 1 of " + account, "elsewhere " + account))
                .doesNotThrowAnyException();
    }

    @Test
    void succeededForgetsWhatWasWrongThere() {
        fail(9, here);
        throttle.begin(account, here).succeeded();

        assertThatCode(() -> fail(10, here)).doesNotThrowAnyException();
    }

    @Test
    void closeWhenNeitherRightNorWrongDoesNotCount() {
        for (var i = 0; i < 50; i++) throttle.begin(account, here).close();

        assertThatCode(() -> fail(10, here)).doesNotThrowAnyException();
    }

    /** Else a right password without its code would buy more wrong codes. */
    @Test
    void closeDoesNotForgetWhatWasWrongBefore() {
        fail(10, here);
        throttle.begin(account, here).close();
        fail(1, here);

        assertThatThrownBy(() -> throttle.begin(account, here)).isInstanceOf(TooManyAttempts.class);
    }

    @Test
    void beginAfterACalmStartsAnew() {
        fail(11, here);
        clock.advance(Duration.ofMinutes(61));

        assertThatCode(() -> fail(10, here)).doesNotThrowAnyException();
    }

    @Test
    void beginManyAtOnceLetsThroughNoMoreThanOneAfterAnother() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var through = threads
                    .invokeAll(IntStream.range(0, 200)
                            .<Callable<Boolean>>mapToObj(i -> () -> {
                                try {
                                    throttle.begin(account, here).failed();
                                    return true;
                                } catch (TooManyAttempts refused) {
                                    return false;
                                }
                            })
                            .toList())
                    .stream()
                    .filter(it -> it.resultNow())
                    .count();
            // 11 at once, and a few more if it takes seconds
            assertThat(through).isBetween(11L, 14L);
        }
    }

    @Test
    void requireAllowsSoManyMailsAndThenOneInAWhile() {
        var person = "mail " + account;
        for (var i = 0; i < 6; i++) throttle.require(Limit.MAIL, person);

        assertThat(throttle.allows(Limit.MAIL, person)).isFalse();
        assertThatThrownBy(() -> throttle.require(Limit.MAIL, person))
                .isInstanceOfSatisfying(
                        TooManyAttempts.class, it -> assertThat(it.seconds()).isBetween(58L, 60L));
        clock.advance(Duration.ofMinutes(1));
        assertThat(throttle.allows(Limit.MAIL, person)).isTrue();
    }

    @Test
    void sweepRemovesWhatMeansNothingAnyMore() {
        fail(1, here);
        throttle.trust(account, "trusted " + account);
        clock.advance(Duration.ofDays(2));
        throttle.sweep();

        assertThat(counters.find(keys(here))).isEmpty();
        assertThat(counters.find(keys("trusted " + account))).hasSize(1);
    }

    @Test
    void countersHoldNoTextThatSomebodySent() {
        fail(1, here);

        assertThat(jdbc.queryForList("select key from throttle", String.class))
                .isNotEmpty()
                .allMatch(it -> it.matches("[0-9a-f]{64}"));
    }

    private java.util.List<Counter> keys(String address) {
        return new ArrayList<>(java.util.List.of(Counter.of(Limit.LOG_IN_HERE, account + "\n" + address)));
    }

    private void fail(int times, String address) {
        for (var i = 0; i < times; i++) throttle.begin(account, address).failed();
    }

    private long secondsToWait(String address) {
        try {
            throttle.begin(account, address).close();
            return 0;
        } catch (TooManyAttempts refused) {
            return refused.seconds();
        }
    }
}
