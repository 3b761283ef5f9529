package io.miniredis.backend.operation;

import io.miniredis.kit.problem.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
class OperationProblems {

    @ExceptionHandler
    ProblemDetail unknown(OperationUnknown exception) {
        return Problem.of(HttpStatus.NOT_FOUND, "OPERATION_UNKNOWN", String.valueOf(exception.getMessage()));
    }
}
