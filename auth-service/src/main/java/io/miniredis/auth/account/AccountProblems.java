package io.miniredis.auth.account;

import io.miniredis.auth.password.HashingBusy;
import io.miniredis.kit.problem.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class AccountProblems {

    @ExceptionHandler
    ProblemDetail handle(AccountException exception) {
        var message = String.valueOf(exception.getMessage());
        return switch (exception) {
            case AccountException.EmailTaken taken -> Problem.of(HttpStatus.CONFLICT, "EMAIL_TAKEN", message);
            case AccountException.WrongCredentials wrong ->
                Problem.of(HttpStatus.UNAUTHORIZED, "WRONG_CREDENTIALS", message);
        };
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(HashingBusy busy) {
        var problem = Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "BUSY", String.valueOf(busy.getMessage()));
        return ResponseEntity.status(problem.getStatus())
                .header(HttpHeaders.RETRY_AFTER, "3")
                .body(problem);
    }
}
