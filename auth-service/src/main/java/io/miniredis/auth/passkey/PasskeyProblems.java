package io.miniredis.auth.passkey;

import io.miniredis.kit.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class PasskeyProblems {

    @ExceptionHandler
    ProblemDetail handle(PasskeyException exception) {
        var message = String.valueOf(exception.getMessage());
        return switch (exception) {
            case PasskeyException.Unfit unfit -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "PASSKEY_UNFIT", message);
            case PasskeyException.Refused refused -> Problem.of(HttpStatus.UNAUTHORIZED, "PASSKEY_REFUSED", message);
            case PasskeyException.Known known -> Problem.of(HttpStatus.CONFLICT, "PASSKEY_KNOWN", message);
            case PasskeyException.TooMany many -> Problem.of(HttpStatus.CONFLICT, "TOO_MANY_PASSKEYS", message);
            case PasskeyException.Unknown unknown -> Problem.of(HttpStatus.NOT_FOUND, "PASSKEY_NOT_FOUND", message);
        };
    }
}
