package io.miniredis.auth.apikey;

import io.miniredis.kit.problem.FieldProblem;
import io.miniredis.kit.problem.Problem;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiKeyProblems {

    @ExceptionHandler
    ProblemDetail handle(ApiKeyException exception) {
        var message = String.valueOf(exception.getMessage());
        return switch (exception) {
            case ApiKeyException.Unknown unknown -> Problem.of(HttpStatus.NOT_FOUND, "API_KEY_NOT_FOUND", message);
            case ApiKeyException.ExpiryOutOfRange wrong ->
                Problem.invalid(List.of(new FieldProblem("expiresAt", message)));
            case ApiKeyException.OutlivesItsMaker wrong ->
                Problem.invalid(List.of(new FieldProblem("expiresAt", message)));
        };
    }
}
