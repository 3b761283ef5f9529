package io.miniredis.frontend.proxy;

import io.miniredis.kit.trace.TraceContext;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * Tells the gateway who called, over which scheme and by which host name. What the caller claims about these was removed by the
 * gateway library, or taken into account by the server where a trusted proxy said it, so one true value each remains.
 * The trace is this request's own from here on.
 */
final class ForwardedHeaders implements RequestHttpHeadersFilter, Ordered {

    @Override
    public HttpHeaders apply(HttpHeaders headers, ServerRequest request) {
        var caller = request.servletRequest();
        var forwarded = new HttpHeaders();
        forwarded.putAll(headers);
        forwarded.set("X-Forwarded-For", caller.getRemoteAddr());
        forwarded.set("X-Forwarded-Proto", caller.getScheme());
        forwarded.set("X-Forwarded-Host", host(caller));
        // Tomcat, at the gateway, takes the port from nowhere else
        forwarded.set("X-Forwarded-Port", String.valueOf(caller.getServerPort()));
        var trace = TraceContext.traceparent();
        if (trace != null) forwarded.set("traceparent", trace);
        return forwarded;
    }

    private static String host(HttpServletRequest caller) {
        var usual = caller.isSecure() ? 443 : 80;
        var port = caller.getServerPort();
        return port == usual ? caller.getServerName() : caller.getServerName() + ":" + port;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
