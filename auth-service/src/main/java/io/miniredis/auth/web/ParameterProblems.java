package io.miniredis.auth.web;

import io.miniredis.kit.problem.Problem;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** For queries that are none, such as {@code ?limit=%zz}: Tomcat says so when a parameter is first read. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ParameterProblems {

    @ExceptionHandler
    ProblemDetail handle(InvalidParameterException exception) {
        return Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "INVALID_INPUT",
                "The query of the URL is not UTF-8 text, percent-encoded, of the form a=b&c=d.");
    }
}
