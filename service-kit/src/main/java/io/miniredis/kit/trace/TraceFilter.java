package io.miniredis.kit.trace;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Gives every request a W3C trace: the caller's {@code traceparent} is continued, otherwise one begins. Trace and span are in each log line
 * ({@code traceId}, {@code spanId}), the trace in each problem body, and it goes on to the services that are called.
 */
public final class TraceFilter extends OncePerRequestFilter {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final int SERVER_ERROR = 500;

    private final Tracing tracing;

    public TraceFilter(Tracing tracing) {
        this.tracing = tracing;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var caller = TraceContext.parse(request.getHeader("traceparent"));
        var method = METHODS.contains(request.getMethod()) ? request.getMethod() : "HTTP";
        var span = tracing.request(method, request.getRequestURI(), caller);
        try {
            chain.doFilter(request, response);
        } catch (ServletException | IOException | RuntimeException | Error failure) {
            span.failed(failure.getClass().getName());
            throw failure;
        } finally {
            finish(span, method, request, response);
            span.leave();
        }
    }

    private static void finish(OpenSpan span, String method, HttpServletRequest request, HttpServletResponse response) {
        if (!span.isRecorded()) return;
        if (request.isAsyncStarted())
            request.getAsyncContext().addListener(new Completion(span, method, request, response));
        else complete(span, method, request, response);
    }

    /** The path stands in no span, only its template: a path may hold what a caller put there by mistake. */
    private static void complete(
            OpenSpan span, String method, HttpServletRequest request, HttpServletResponse response) {
        var route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (route != null) {
            span.rename(method + " " + route);
            span.attribute("http.route", String.valueOf(route));
        }
        span.attribute("http.request.method", method).attribute("http.response.status_code", response.getStatus());
        if (response.getStatus() >= SERVER_ERROR) span.failed(String.valueOf(response.getStatus()));
        span.end();
    }

    /** Ends the span of an answer that goes on after its thread, such as a stream. */
    private record Completion(OpenSpan span, String method, HttpServletRequest request, HttpServletResponse response)
            implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            complete(span, method, request, response);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // completed afterwards
        }

        @Override
        public void onError(AsyncEvent event) {
            // completed afterwards
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
