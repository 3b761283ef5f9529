package io.miniredis.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
