package io.miniredis.kit.problem;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** PostgreSQL cannot be reached, is being stopped, or ended in the middle of a call: no bug, and over by itself. */
final class StoreFailure {

    private static final String RETRY_AFTER_SECONDS = "5";

    private StoreFailure() {}

    /** Whether that is at the bottom of {@code exception}, however it was wrapped on its way. */
    static boolean causes(@Nullable Throwable exception) {
        for (var cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) return true;
            if (cause instanceof SQLException failure && isUnavailable(failure.getSQLState())) return true;
        }
        return false;
    }

    /** The states are PostgreSQL's; see its documentation, appendix A. */
    private static boolean isUnavailable(@Nullable String state) {
        return switch (state) {
            // not PostgreSQL's own words but the pool's, for a connection that it found dead; so ends the rollback of
            // what failed
            case null -> true;
            // stopped by an operator, ended after a crash of one of its processes, starting or stopping, full
            case "57P01", "57P02", "57P03", "53300" -> true;
            default -> state.startsWith("08");
        };
    }

    static ResponseEntity<ProblemDetail> answer() {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(
                        Problem.of(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "STORE_UNAVAILABLE",
                                "Our own database cannot be reached at the moment. A change is on record as a whole or not at all: look, or send it again with the same Idempotency-Key."));
    }
}
