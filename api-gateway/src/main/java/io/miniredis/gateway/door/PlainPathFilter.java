package io.miniredis.gateway.door;

import io.miniredis.kit.problem.Problem;
import io.miniredis.kit.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets only plain paths through: no escapes, no parameters, no empty or dot segments. Nothing of the API needs them, and a service
 * could read {@code /api/v1/%2e%2e/internal} otherwise than the routes did. Queries only have to be readable.
 */
final class PlainPathFilter extends OncePerRequestFilter {

    private final ProblemWriter problems;

    PlainPathFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!isPlain(request.getRequestURI())) {
            problems.write(response, Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is nothing at this path."));
        } else if (!Queries.isReadable(request.getQueryString())) {
            problems.write(
                    response,
                    Problem.of(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "INVALID_INPUT",
                            "The query of the URL is not UTF-8 text, percent-encoded, of the form a=b&c=d."));
        } else {
            chain.doFilter(request, response);
        }
    }

    static boolean isPlain(String path) {
        var previous = ' ';
        for (var i = 0; i < path.length(); i++) {
            var c = path.charAt(i);
            if (!isPlain(c)) return false;
            // catches // and /. and with the latter every dot segment; nothing here begins with a dot
            if (previous == '/' && (c == '/' || c == '.')) return false;
            previous = c;
        }
        return true;
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '/'
                || c == '-'
                || c == '_'
                || c == '.'
                || c == '~';
    }
}
