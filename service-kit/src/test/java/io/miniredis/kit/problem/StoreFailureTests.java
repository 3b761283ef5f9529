package io.miniredis.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.RequestDispatcher;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class StoreFailureTests {

    private static Exception wrapped(SQLException failure) {
        return new IllegalStateException("could not commit", new RuntimeException(failure));
    }

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08003", "08006", "57P01", "57P02", "57P03", "53300"})
    void causesWhenTheServerIsAwayIsTrueHoweverItIsWrapped(String state) {
        assertThat(StoreFailure.causes(wrapped(new SQLException("gone", state))))
                .isTrue();
    }

    @Test
    void causesWhenThePoolHasNoConnectionOrOnlyADeadOneIsTrue() {
        assertThat(StoreFailure.causes(wrapped(new SQLTransientConnectionException("timed out after 3000 ms"))))
                .isTrue();
        assertThat(StoreFailure.causes(wrapped(new SQLException("Connection is closed"))))
                .isTrue();
    }

    /** A name that is taken, a deadlock, a wrong statement, a statement that took too long: those are not the server's absence. */
    @ParameterizedTest
    @ValueSource(strings = {"23505", "40P01", "42601", "57014"})
    void causesWhenTheServerRefusedIsFalse(String state) {
        assertThat(StoreFailure.causes(wrapped(new SQLException("refused", state))))
                .isFalse();
        assertThat(StoreFailure.causes(new IllegalStateException())).isFalse();
    }

    @Test
    void errorWhenAFilterLostTheServerSaysSo() {
        var request = new MockHttpServletRequest();
        request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, 500);
        request.setAttribute(RequestDispatcher.ERROR_EXCEPTION, wrapped(new SQLException("gone", "08006")));
        var answer = new ErrorProblems().error(request, new MockHttpServletResponse());
        assertThat(answer).isNotNull();
        assertThat(answer.getStatusCode().value()).isEqualTo(503);
        assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("5");
    }
}
