package io.miniredis.nodemanager.node;

import io.miniredis.kit.problem.Problem;
import io.miniredis.nodemanager.port.PortPoolExhausted;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What a node's refusal looks like over HTTP. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class NodeProblems {

    @ExceptionHandler
    ProblemDetail handle(NodeException exception) {
        return switch (exception) {
            case NodeException.StaleGeneration it -> problem(HttpStatus.CONFLICT, "STALE_GENERATION", it);
            case NodeException.Missing it -> problem(HttpStatus.CONFLICT, "NODE_MISSING", it);
            case NodeException.Unknown it -> problem(HttpStatus.NOT_FOUND, "NODE_UNKNOWN", it);
            case NodeException.BeingDeleted it -> problem(HttpStatus.CONFLICT, "NODE_BEING_DELETED", it);
            case NodeException.NotRunning it -> problem(HttpStatus.CONFLICT, "NODE_NOT_RUNNING", it);
            case NodeException.DiskFailed it -> problem(HttpStatus.INSUFFICIENT_STORAGE, "DISK_FAILED", it);
        };
    }

    @ExceptionHandler
    ProblemDetail handle(PortPoolExhausted exception) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "PORT_POOL_EXHAUSTED", exception);
    }

    private static ProblemDetail problem(HttpStatus status, String code, RuntimeException exception) {
        return Problem.of(status, code, String.valueOf(exception.getMessage()));
    }
}
