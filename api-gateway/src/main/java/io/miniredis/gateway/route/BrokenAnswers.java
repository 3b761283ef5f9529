package io.miniredis.gateway.route;

import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Lets Tomcat cut the connection where an answer broke off half-way, or its reader left. Handled as a bug, it would end as if it were
 * whole.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class BrokenAnswers {

    @ExceptionHandler
    void cut(IOException exception) throws IOException {
        throw exception;
    }
}
