package io.miniredis.gateway.shutdown;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Has callers close their connections while the gateway leaves, so that none is in use when it ends. */
final class LeavingFilter extends OncePerRequestFilter {

    private final LameDuck duck;

    LeavingFilter(LameDuck duck) {
        this.duck = duck;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (duck.isLeaving()) response.setHeader(HttpHeaders.CONNECTION, "close");
        chain.doFilter(request, response);
    }
}
