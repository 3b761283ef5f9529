package io.miniredis.backend.audit;

import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;

import io.miniredis.kit.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
class AuditProblems {

    private static final Logger log = LoggerFactory.getLogger(AuditProblems.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> silent(AuthServiceSilent exception) {
        log.warn("no audit of the auth-service: {}", String.valueOf(exception.getCause()));
        return ResponseEntity.status(SERVICE_UNAVAILABLE)
                .header("Retry-After", "5")
                .body(Problem.of(SERVICE_UNAVAILABLE, "SERVICE_UNAVAILABLE", String.valueOf(exception.getMessage())));
    }
}
