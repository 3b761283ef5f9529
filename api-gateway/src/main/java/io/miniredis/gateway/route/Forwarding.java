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

    private static final Set<String> OF_CONNECTION = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final ProxyExchange exchange;

    Forwarding(ProxyExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public ServerResponse handle(ServerRequest request) {
        var onward = Onward.of(request);
        return exchange.exchange(exchange.request(request)
                .uri(target(onward.upstream(), request))
                .headers(OnwardHeaders.of(request, onward.token()))
                .responseConsumer((received, answer) -> copy(received.getHeaders(), answer.headers()))
                .build());
    }

    /** The door let only plain paths and queries in. */
    private static URI target(Upstream upstream, ServerRequest request) {
        var incoming = request.servletRequest();
        var query = incoming.getQueryString();
        return URI.create(upstream.base() + incoming.getRequestURI() + (query == null ? "" : "?" + query));
    }

    private static void copy(HttpHeaders received, HttpHeaders answer) {
        received.forEach((name, values) -> {
            if (!OF_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) answer.put(name, values);
        });
    }
}
