package io.miniredis.auth.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.auth.testing.Answer;
import io.miniredis.auth.testing.AuthService;
import io.miniredis.auth.testing.AuthServiceTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

@AuthServiceTest
class GuessingIntegrationTests {

    private static final Logger log = LoggerFactory.getLogger(GuessingIntegrationTests.class);

    @Autowired
    AuthService auth;

    private final String email = AuthService.newEmail();

    @Test
    void logInWhenWrongTooOftenIsRefusedWithATimeToWait() {
        auth.signUp(email);
        for (var i = 0; i < 11; i++) {
            assertThat(auth.logInFrom("203.0.113.1", email, "wrong password").status())
                    .isEqualTo(401);
        }
        var refused = auth.logInFrom("203.0.113.1", email, AuthService.PASSWORD);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text("code")).isEqualTo("TOO_MANY_ATTEMPTS");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(auth.logInFrom("203.0.113.2", email, AuthService.PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    void logInToWhatIsNoAccountIsRefusedAlike() {
        auth.signUp(email);
        var known = IntStream.range(0, 14)
                .map(i -> auth.logInFrom("203.0.113.3", email, "wrong password").status())
                .toArray();
        var nobody = AuthService.newEmail();
        var unknown = IntStream.range(0, 14)
                .map(i -> auth.logInFrom(
                                "203.0.113.4",
                                i % 2 == 0 ? nobody : nobody.toUpperCase(java.util.Locale.ROOT),
                                "wrong password")
                        .status())
                .toArray();
        assertThat(IntStream.of(known).limit(11)).containsOnly(401);
        assertThat(IntStream.of(unknown).limit(11)).containsOnly(401);
        assertThat(IntStream.of(known).skip(11)).contains(429);
        assertThat(IntStream.of(unknown).skip(11)).contains(429);
    }

    @Test
    void logInTakesAsLongWhetherTheAccountExistsOrNot() {
        auth.signUp(email);
        var known = new ArrayList<Long>();
        var unknown = new ArrayList<Long>();
        for (var i = 0; i < 9; i++) {
            known.add(nanos(() -> auth.logInFrom("203.0.113.5", email, "wrong password")));
            unknown.add(nanos(() -> auth.logInFrom("203.0.113.5", AuthService.newEmail(), "wrong password")));
        }
        // without the hash it would be a tenth
        assertThat((double) median(unknown) / median(known)).isBetween(0.4, 2.5);
    }

    @Test
    void logInWhenRightManyTimesIsNotThrottled() {
        auth.signUp(email);
        for (var i = 0; i < 15; i++) {
            assertThat(auth.logInFrom("203.0.113.6", email, AuthService.PASSWORD)
                            .status())
                    .isEqualTo(200);
        }
    }

    /** A thousand wrong passwords a second, as far as the machine can send them. */
    @Test
    void whileOneIsGuessingTheOthersWorkOn() throws Exception {
        var session = auth.signUp(email).session();
        var others = IntStream.range(0, 8).mapToObj(i -> AuthService.newEmail()).toList();
        others.forEach(auth::signUp);
        var token = auth.tenantToken(session);
        var stop = new AtomicBoolean();
        var guesses = new AtomicInteger();
        var hashed = new AtomicInteger();
        var odd = Collections.synchronizedList(new ArrayList<Answer>());
        var began = System.nanoTime();
        try (var attackers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 24; i++) {
                attackers.submit(() -> {
                    while (!stop.get()) {
                        var answer = auth.logInFrom("198.51.100.1", email, "wrong password");
                        guesses.incrementAndGet();
                        if (answer.status() == 401) hashed.incrementAndGet();
                        else if (answer.status() != 429) odd.add(answer);
                    }
                });
            }
            try {
                var reads = new ArrayList<Long>();
                var logIns = new ArrayList<Long>();
                for (var round = 0; round < 1; round++) {
                    for (var other : others) {
                        logIns.add(nanos(() -> expect(
                                200,
                                auth.logInFrom(
                                        "203.0.113." + (100 + others.indexOf(other)), other, AuthService.PASSWORD))));
                        for (var i = 0; i < 10; i++) {
                            reads.add(nanos(() -> expect(200, auth.get("/api/v1/auth/me", token))));
                        }
                    }
                }
                // the owner, from where they were before
                expect(200, auth.logIn(email, AuthService.PASSWORD));
                var seconds = (System.nanoTime() - began) / 1e9;
                log.info(
                        "{} guesses in {} s ({} a second), {} of them hashed; log-ins of others {} ms, reads {} ms (median)",
                        guesses,
                        "%.1f".formatted(seconds),
                        "%.0f".formatted(guesses.get() / seconds),
                        hashed,
                        median(logIns) / 1_000_000,
                        median(reads) / 1_000_000);
                assertThat(Duration.ofNanos(median(reads))).isLessThan(Duration.ofSeconds(1));
                assertThat(Duration.ofNanos(median(logIns))).isLessThan(Duration.ofSeconds(3));
            } finally {
                stop.set(true);
            }
        }
        assertThat(odd).isEmpty();
        // 11 at once, then after 1, 2, 4, 8, 16, 32 s
        assertThat(hashed.get()).isBetween(11, 18);
        assertThat(guesses.get()).isGreaterThan(200);
    }

    @Test
    void logInAtOnceWithTheRightPasswordWorksForAFew() throws Exception {
        auth.signUp(email);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = threads
                    .invokeAll(Collections.nCopies(
                            8, (Callable<Integer>) () -> auth.logInFrom("203.0.113.9", email, AuthService.PASSWORD)
                                    .status()))
                    .stream()
                    .map(it -> it.resultNow())
                    .toList();
            assertThat(statuses).containsOnly(200);
        }
    }

    private static Answer expect(int status, Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        return answer;
    }

    private static long nanos(Supplier<Answer> call) {
        var began = System.nanoTime();
        call.get();
        return System.nanoTime() - began;
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
