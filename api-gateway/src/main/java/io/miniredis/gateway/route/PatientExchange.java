package io.miniredis.gateway.route;

import io.miniredis.kit.client.ServiceClients;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.cloud.gateway.server.mvc.common.AbstractProxyExchange;
import org.springframework.cloud.gateway.server.mvc.config.GatewayMvcProperties;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayServerResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Calls the services, each request with the patience of its route. A deadline belongs to a client here, so there are three.
 *
 * <p>The body of a request is read to its end (the door lets 1 MiB in at most) before a service hears of it: a body that is too large
 * or breaks off reaches nobody, and a slow sender holds no service's thread. Answers are streamed.
 */
final class PatientExchange extends AbstractProxyExchange {

    private final Map<Patience, ClientHttpRequestFactory> clients = new EnumMap<>(Patience.class);

    PatientExchange(GatewayProperties properties, GatewayMvcProperties gateway) {
        super(gateway);
        for (var patience : Patience.values()) {
            clients.put(patience, ServiceClients.requests(properties.connectTimeout(), wait(patience, properties)));
        }
    }

    private static Duration wait(Patience patience, GatewayProperties properties) {
        return switch (patience) {
            case USUAL -> properties.deadline();
            case COMMAND -> properties.commandDeadline();
            case ENDLESS -> Duration.ZERO;
        };
    }

    @Override
    public ServerResponse exchange(Request request) {
        try {
            return answer(request, execute(request));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private ClientHttpResponse execute(Request request) throws IOException {
        var incoming = request.getServerRequest().servletRequest();
        var patience = Onward.of(request.getServerRequest()).patience();
        URI uri = Objects.requireNonNull(request.getUri());
        var outgoing = Objects.requireNonNull(clients.get(patience)).createRequest(uri, request.getMethod());
        outgoing.getHeaders().putAll(request.getHeaders());
        if (hasBody(incoming)) {
            var body = incoming.getInputStream().readAllBytes();
            outgoing.getHeaders().setContentLength(body.length);
            outgoing.getBody().write(body);
        }
        return outgoing.execute();
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private ServerResponse answer(Request request, ClientHttpResponse received) throws IOException {
        var answer = GatewayServerResponse.status(received.getStatusCode()).build((ignored, response) -> {
            try (received;
                    InputStream body = received.getBody()) {
                copyResponseBody(received, body, response.getOutputStream());
            }
            return null;
        });
        var adapter = new Head(received.getStatusCode(), received.getHeaders());
        request.getResponseConsumers().forEach(it -> it.accept(adapter, answer));
        Received.putInto(request.getServerRequest(), received);
        return answer;
    }

    /** Status and headers of an answer, without its body. */
    private record Head(HttpStatusCode status, HttpHeaders headers) implements Response {
        @Override
        public HttpStatusCode getStatusCode() {
            return status;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }
}
