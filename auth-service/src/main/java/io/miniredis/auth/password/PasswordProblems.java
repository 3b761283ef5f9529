package io.miniredis.auth.password;

import io.miniredis.kit.problem.FieldProblem;
import io.miniredis.kit.problem.Problem;
import java.util.List;
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
class PasswordProblems {

    @ExceptionHandler
    ProblemDetail handle(WeakPassword exception) {
        return Problem.invalid(List.of(new FieldProblem("password", String.valueOf(exception.getMessage()))));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(HashingBusy busy) {
        var problem = Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "BUSY", String.valueOf(busy.getMessage()));
        return ResponseEntity.status(problem.getStatus())
                .header(HttpHeaders.RETRY_AFTER, "3")
                .body(problem);
    }
}
