package io.miniredis.auth.proof;

import io.miniredis.kit.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProofProblems {

    @ExceptionHandler
    ProblemDetail handle(PasswordWrong exception) {
        return Problem.of(HttpStatus.FORBIDDEN, "PASSWORD_WRONG", String.valueOf(exception.getMessage()));
    }
}
