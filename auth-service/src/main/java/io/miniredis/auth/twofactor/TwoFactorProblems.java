package io.miniredis.auth.twofactor;

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
class TwoFactorProblems {

    @ExceptionHandler
    ProblemDetail handle(TwoFactorException exception) {
        var message = String.valueOf(exception.getMessage());
        return switch (exception) {
            case TwoFactorException.AlreadyOn on -> Problem.of(HttpStatus.CONFLICT, "TWO_FACTOR_ON", message);
            case TwoFactorException.Off off -> Problem.of(HttpStatus.CONFLICT, "TWO_FACTOR_OFF", message);
            // no 401: the caller is logged in, and stays so
            case TwoFactorException.CodeWrong wrong -> Problem.invalid(List.of(new FieldProblem("code", message)));
        };
    }
}
