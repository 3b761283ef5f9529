package io.miniredis.gateway.route;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Hands a request on with its path and query as they came. The framework's own handler takes the query apart and puts it together
 * again, which costs time, reads a form out of the body, and fails on queries that are none.
 */
final class Forwarding implements HandlerFunction<ServerResponse> {

    /** What belongs to one connection, and what the gateway says itself about every answer. */
    private static final Set<String> STOPPED = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "server",
            "x-powered-by",
            "x-content-type-options",
            "x-frame-options",
            "x-xss-protection",
            "content-security-policy",
            "referrer-policy",
            "strict-transport-security",
            "expires",
            "pragma",
            "trace-id",
            "traceparent",
            "tracestate",
            "ratelimit-limit",
            "ratelimit-remaining",
            "ratelimit-reset");

    /** What is answered to one caller is nobody else's, and not their disk's. */
    private static final String NO_STORE = "no-store";

    private final ProxyExchange exchange;

    Forwarding(ProxyExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public ServerResponse handle(ServerRequest request) {
        var onward = Onward.of(request);
        return exchange.exchange(exchange.request(request)
                .uri(target(onward.upstream(), request))
                .headers(OnwardHeaders.of(request, onward))
                .responseConsumer((received, answer) -> copy(received.getHeaders(), answer.headers(), onward))
                .build());
    }

    /** The door let only plain paths and queries in. */
    private static URI target(Upstream upstream, ServerRequest request) {
        var incoming = request.servletRequest();
        var query = incoming.getQueryString();
        return URI.create(upstream.base() + incoming.getRequestURI() + (query == null ? "" : "?" + query));
    }

    private static void copy(HttpHeaders received, HttpHeaders answer, Onward onward) {
        received.forEach((name, values) -> {
            var lower = name.toLowerCase(Locale.ROOT);
            if (!STOPPED.contains(lower) && !lower.startsWith("access-control-")) answer.put(name, values);
        });
        var secret = onward.admission() != null || answer.containsHeader(HttpHeaders.SET_COOKIE);
        var cache = answer.getFirst(HttpHeaders.CACHE_CONTROL);
        if (cache == null || secret && !cache.contains(NO_STORE)) answer.set(HttpHeaders.CACHE_CONTROL, NO_STORE);
    }
}
