package io.miniredis.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordsTests {

    private final Passwords passwords = new Passwords(1, 1);

    @AfterEach
    void close() {
        passwords.close();
    }

    @Test
    void matchesWhenPasswordIsLongReadsItToTheEnd() {
        var hash = passwords.hash("a".repeat(100));
        assertThat(passwords.matches("a".repeat(100), hash, false)).isTrue();
        assertThat(passwords.matches("a".repeat(99), hash, false)).isFalse();
    }

    @Test
    void matchesWhenPasswordHoldsAZeroReadsOn() {
        var hash = passwords.hash("before\u0000after");
        assertThat(passwords.matches("before\u0000other", hash, false)).isFalse();
    }

    @Test
    void matchesWhenThereIsNoUserIsFalse() {
        assertThat(passwords.matches("nobody", null, false)).isFalse();
    }

    @Test
    void hashWhenTooManyWaitRefusesInsteadOfQueueing() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var states = callers
                    .invokeAll(Stream.generate(() -> (Callable<String>) () -> passwords.hash("password"))
                            .limit(10)
                            .toList())
                    .stream()
                    .map(it -> it.state())
                    .toList();
            assertThat(states)
                    .contains(java.util.concurrent.Future.State.SUCCESS, java.util.concurrent.Future.State.FAILED);
        }
        assertThatThrownBy(() -> {
                    passwords.close();
                    passwords.hash("password");
                })
                .isInstanceOf(HashingBusy.class);
    }

    @Test
    void strangersLeaveRoomForThoseWhoAreKnown() throws Exception {
        var eight = new Passwords(1, 8);
        var hold = new java.util.concurrent.CountDownLatch(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            callers.submit(() -> eight.run(
                    () -> {
                        hold.await();
                        return true;
                    },
                    false));
            var strangers = Stream.generate(() -> callers.submit(() -> eight.matches("password", null, false)))
                    .limit(20)
                    .toList();
            await().until(() -> strangers.stream().filter(it -> it.isDone()).count() >= 12);

            assertThatThrownBy(() -> eight.matches("password", null, false)).isInstanceOf(HashingBusy.class);
            var known = callers.submit(() -> eight.matches("password", null, true));
            hold.countDown();
            assertThat(known.get()).isFalse();
        } finally {
            eight.close();
        }
    }
}
