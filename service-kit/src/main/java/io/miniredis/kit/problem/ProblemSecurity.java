package io.miniredis.kit.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Says 401, 403 and 503 as problems where Spring Security refuses before any controller. */
public final class ProblemSecurity implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final ProblemWriter writer;

    public ProblemSecurity(ProblemWriter writer) {
        this.writer = writer;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException {
        if (exception instanceof AuthenticationServiceException) {
            response.setHeader("Retry-After", "3");
            writer.write(
                    response,
                    Problem.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "SERVICE_UNAVAILABLE",
                            "Your credential cannot be checked right now. Try again in a few seconds."));
            return;
        }
        response.setHeader("WWW-Authenticate", "Bearer");
        writer.write(response, Problem.of(HttpStatus.UNAUTHORIZED, "UNAUTHENTICATED", ProblemAdvice.LOG_IN));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception)
            throws IOException {
        writer.write(
                response,
                Problem.of(HttpStatus.FORBIDDEN, "FORBIDDEN", "This credential does not have the right to do that."));
    }
}
