package io.miniredis.gateway.access;

import io.miniredis.kit.trace.TraceContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/** Begins the entry of a request, and tells its caller the trace. */
final class AccessEntryFilter extends OncePerRequestFilter {

    static final String TRACE_ID = "Trace-Id";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var trace = trace();
        AccessEntry.begin(request, trace);
        if (trace != null) response.setHeader(TRACE_ID, trace);
        chain.doFilter(request, response);
    }

    private static @Nullable String trace() {
        var current = TraceContext.current();
        return current == null ? null : current.traceId();
    }
}
