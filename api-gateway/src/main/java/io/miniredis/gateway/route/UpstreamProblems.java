package io.miniredis.gateway.route;

import io.miniredis.gateway.credential.CredentialException;
import io.miniredis.kit.problem.Problem;
import io.miniredis.kit.web.BodyTooLarge;
import java.net.SocketTimeoutException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** What the gateway says itself, when a service does not. */
final class UpstreamProblems {

    private UpstreamProblems() {}

    static ProblemDetail of(CredentialException exception) {
        var message = String.valueOf(exception.getMessage());
        return switch (exception) {
            case CredentialException.Missing missing -> Problem.of(HttpStatus.UNAUTHORIZED, "UNAUTHENTICATED", message);
            case CredentialException.Invalid invalid ->
                Problem.of(HttpStatus.UNAUTHORIZED, "CREDENTIAL_INVALID", message);
            case CredentialException.AuthServiceDown down -> unavailable(message);
        };
    }

    static ProblemDetail of(Throwable failure, Upstream upstream) {
        var tooLarge = cause(failure, BodyTooLarge.class);
        if (tooLarge != null) {
            return Problem.of(HttpStatus.CONTENT_TOO_LARGE, "BODY_TOO_LARGE", String.valueOf(tooLarge.getMessage()));
        }
        var late = cause(failure, SocketTimeoutException.class);
        if (late != null && !(late instanceof ConnectTimeoutException)) {
            return Problem.of(
                    HttpStatus.GATEWAY_TIMEOUT,
                    "TIMEOUT",
                    "%s did not answer in time. What was asked for may still happen; look before trying again."
                            .formatted(upstream.words()));
        }
        return unavailable("%s does not answer at the moment. Try again soon.".formatted(upstream.words()));
    }

    /** For an error that is not a problem already: its text could be anything, and is not for strangers. */
    static ProblemDetail strange(HttpStatusCode status, Upstream upstream) {
        if (status.is4xxClientError() && HttpStatus.resolve(status.value()) instanceof HttpStatus known) {
            return Problem.of(known, known.name(), "%s refused the request.".formatted(upstream.words()));
        }
        return Problem.of(
                HttpStatus.BAD_GATEWAY,
                "BAD_GATEWAY",
                "%s answered in a way that it should not. Try again; if it stays, report it with the trace id."
                        .formatted(upstream.words()));
    }

    private static ProblemDetail unavailable(String detail) {
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "SERVICE_UNAVAILABLE", detail);
    }

    private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
        for (Throwable it = failure; it != null; it = it.getCause()) {
            if (type.isInstance(it)) return type.cast(it);
        }
        return null;
    }
}
