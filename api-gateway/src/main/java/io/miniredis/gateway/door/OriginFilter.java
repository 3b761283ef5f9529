package io.miniredis.gateway.door;

import io.miniredis.kit.problem.Problem;
import io.miniredis.kit.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps other sites from using a browser's session, or giving it one of theirs: a call that changes something and comes without an
 * {@code Authorization} header has to come from a page of our own. Browsers say where from in {@code Origin} and
 * {@code Sec-Fetch-Site}, and no page can change what they say. A call with neither comes from no browser of this decade, so nobody's
 * session is being abused; it can be refused too.
 */
final class OriginFilter extends OncePerRequestFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OURS = Set.of("same-origin", "none");

    private final Origins origins;
    private final boolean required;
    private final ProblemWriter problems;

    OriginFilter(Origins origins, boolean required, ProblemWriter problems) {
        this.origins = origins;
        this.required = required;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SAFE.contains(request.getMethod())
                || request.getHeader(HttpHeaders.AUTHORIZATION) != null
                || isOurs(request)) {
            chain.doFilter(request, response);
        } else {
            problems.write(
                    response,
                    Problem.of(
                            HttpStatus.FORBIDDEN,
                            "ORIGIN_MISMATCH",
                            "A browser's session can be used from the dashboard alone. Programs send an API key; other sites have to be in MINIREDIS_CORS_ORIGINS."));
        }
    }

    private boolean isOurs(HttpServletRequest request) {
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        var site = request.getHeader("Sec-Fetch-Site");
        if (origin == null) return site == null ? !required || request.getCookies() == null : OURS.contains(site);
        if (origins.isTrusted(origin)) return true;
        // where the browser itself says that it is another site, the same name does not make it ours
        return Origins.isSame(origin, request) && (site == null || OURS.contains(site));
    }
}
