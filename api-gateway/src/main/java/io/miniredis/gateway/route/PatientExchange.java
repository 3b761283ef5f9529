package io.miniredis.gateway.route;

import io.miniredis.gateway.breaker.Breaker;
import io.miniredis.gateway.shutdown.Streams;
import io.miniredis.kit.client.Unanswered;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.server.mvc.common.AbstractProxyExchange;
import org.springframework.cloud.gateway.server.mvc.config.GatewayMvcProperties;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayServerResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Calls the services, each request with the patience of its route. A deadline belongs to a client here, so there are three.
 *
 * <p>The body of a request is read to its end (the door lets 1 MiB in at most) before a service hears of it: a body that is too large
 * or breaks off reaches nobody, and a slow sender holds no service's thread. Answers are streamed.
 *
 * <p>What only reads is tried once more where the first try surely did nothing that can be seen: there was no connection, or it ended
 * without any answer.
 */
final class PatientExchange extends AbstractProxyExchange {

    private static final Logger log = LoggerFactory.getLogger(PatientExchange.class);

    private final Map<Patience, Calls> calls = new EnumMap<>(Patience.class);
    private final Streams streams;

    PatientExchange(GatewayProperties properties, GatewayMvcProperties gateway, Streams streams) {
        super(gateway);
        this.streams = streams;
        for (var patience : Patience.values()) {
            calls.put(patience, new Calls(properties.connectTimeout(), wait(patience, properties)));
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

    private Received execute(Request request) throws IOException {
        var onward = Onward.of(request.getServerRequest());
        var incoming = request.getServerRequest().servletRequest();
        var body = hasBody(incoming) ? incoming.getInputStream().readAllBytes() : null;
        var call = onward.upstream().breaker().begin();
        try {
            var received = tryTwice(request, onward, body);
            judge(received, call);
            return received;
        } catch (IOException exception) {
            // a slow command is the tenant's own, and says nothing about the service
            if (isLate(exception) && onward.patience() != Patience.USUAL) call.saysNothing();
            else call.failed(exception);
            throw exception;
        } catch (RuntimeException exception) {
            call.saysNothing();
            throw exception;
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private Received tryTwice(Request request, Onward onward, byte @Nullable [] body) throws IOException {
        var client = Objects.requireNonNull(calls.get(onward.patience()));
        URI uri = Objects.requireNonNull(request.getUri());
        try {
            return client.send(request.getMethod(), uri, request.getHeaders(), body);
        } catch (IOException exception) {
            if (!onlyReads(request.getMethod()) || !Unanswered.is(exception)) throw exception;
            log.debug("{} again: {}", uri.getPath(), exception.getMessage());
            return client.send(request.getMethod(), uri, request.getHeaders(), body);
        }
    }

    private static boolean onlyReads(HttpMethod method) {
        return method == HttpMethod.GET || method == HttpMethod.HEAD;
    }

    private static boolean isLate(IOException exception) {
        return exception instanceof SocketTimeoutException && !(exception instanceof ConnectTimeoutException);
    }

    /** A problem is an answer, whatever its status; an error of a server that is none comes from a service that is not well. */
    private static void judge(Received received, Breaker.Call call) throws IOException {
        var status = received.response().getStatusCode();
        if (status.is5xxServerError()
                && StrangeErrors.isStrange(status, received.response().getHeaders())) {
            call.failed(new IOException("answered " + status));
        } else {
            call.answered();
        }
    }

    private ServerResponse answer(Request request, Received received) throws IOException {
        var endless = Onward.of(request.getServerRequest()).patience() == Patience.ENDLESS;
        var status = received.response().getStatusCode();
        var answer = GatewayServerResponse.status(status).build((ignored, response) -> {
            try (received) {
                pass(received, response.getOutputStream(), endless);
            }
            return null;
        });
        var head = new Head(status, received.response().getHeaders());
        request.getResponseConsumers().forEach(it -> it.accept(head, answer));
        received.putInto(request.getServerRequest());
        return answer;
    }

    private void pass(Received received, OutputStream out, boolean endless) throws IOException {
        try {
            var body = received.body();
            if (endless) {
                streams.pass(received::cut, () -> copyResponseBody(received.response(), body, out));
            } else {
                copyResponseBody(received.response(), body, out);
            }
        } catch (IOException | RuntimeException exception) {
            received.cut();
            throw exception;
        }
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
