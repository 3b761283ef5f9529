package io.miniredis.gateway.door;

import io.miniredis.kit.problem.Problem;
import io.miniredis.kit.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses URLs and headers that are larger than any caller needs, in words; what is far larger still, Tomcat refuses. */
final class HeaderLimitFilter extends OncePerRequestFilter {

    /** The colon, the blank and the end of a line. */
    private static final int AROUND = 4;

    private final DoorProperties limits;
    private final ProblemWriter problems;

    HeaderLimitFilter(DoorProperties limits, ProblemWriter problems) {
        this.limits = limits;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var problem = tooMuch(request);
        if (problem == null) {
            chain.doFilter(request, response);
        } else {
            problems.write(response, problem);
        }
    }

    private @Nullable ProblemDetail tooMuch(HttpServletRequest request) {
        var query = request.getQueryString();
        if (request.getRequestURI().length() + (query == null ? 0 : query.length()) > limits.urlLength()) {
            return Problem.of(
                    HttpStatus.URI_TOO_LONG,
                    "URL_TOO_LONG",
                    "The URL is longer than %d characters.".formatted(limits.urlLength()));
        }
        var count = 0;
        var size = 0L;
        for (var names = request.getHeaderNames(); names.hasMoreElements(); ) {
            var name = names.nextElement();
            for (var values = request.getHeaders(name); values.hasMoreElements(); count++) {
                size += name.length() + values.nextElement().length() + AROUND;
            }
        }
        if (size > limits.headerSize().toBytes()) {
            return Problem.of(
                    HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                    "HEADERS_TOO_LARGE",
                    "The headers are larger than %d KiB. Cookies of other sites may be among them."
                            .formatted(limits.headerSize().toKilobytes()));
        }
        if (count > limits.headerCount()) {
            return Problem.of(
                    HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                    "TOO_MANY_HEADERS",
                    "There are more than %d headers.".formatted(limits.headerCount()));
        }
        return null;
    }
}
