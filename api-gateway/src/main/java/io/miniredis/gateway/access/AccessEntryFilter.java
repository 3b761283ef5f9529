package io.miniredis.gateway.access;

import io.miniredis.kit.web.TraceFilter;
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

    /** Where the trace id stands in {@code 00-…-…-01}. */
    private static final int TRACE_BEGIN = 3;

    private static final int TRACE_END = 35;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var trace = trace();
        AccessEntry.begin(request, trace);
        if (trace != null) response.setHeader(TRACE_ID, trace);
        chain.doFilter(request, response);
    }

    private static @Nullable String trace() {
        var parent = TraceFilter.traceparent();
        return parent == null ? null : parent.substring(TRACE_BEGIN, TRACE_END);
    }
}
