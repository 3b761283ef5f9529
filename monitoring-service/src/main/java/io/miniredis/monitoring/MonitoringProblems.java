package io.miniredis.monitoring;

import io.miniredis.kit.problem.FieldProblem;
import io.miniredis.kit.problem.Problem;
import io.miniredis.monitoring.history.UnknownRange;
import io.miniredis.monitoring.node.EngineUnavailable;
import io.miniredis.monitoring.node.TargetsUnavailable;
import io.miniredis.monitoring.node.UnknownDatabase;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What this service's own refusals look like to a client. */
@RestControllerAdvice
@Order(0) // before the kit's, which takes every exception
class MonitoringProblems {

    @ExceptionHandler
    ProblemDetail unknownDatabase(UnknownDatabase exception) {
        return Problem.of(HttpStatus.NOT_FOUND, "DATABASE_UNKNOWN", String.valueOf(exception.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail unknownRange(UnknownRange exception) {
        return Problem.invalid(List.of(new FieldProblem("range", String.valueOf(exception.getMessage()))));
    }

    @ExceptionHandler
    ProblemDetail engineUnavailable(EngineUnavailable exception) {
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "ENGINE_UNAVAILABLE", String.valueOf(exception.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail targetsUnavailable(TargetsUnavailable exception) {
        return Problem.of(
                HttpStatus.SERVICE_UNAVAILABLE, "BACKEND_UNAVAILABLE", String.valueOf(exception.getMessage()));
    }
}
