package io.miniredis.gateway.route;

import io.miniredis.kit.client.ServiceClients;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;

/** Calls to services that can be broken off while their answers are under way. */
final class Calls extends HttpComponentsClientHttpRequestFactory {

    /** The call that this thread just began to make. */
    private final ThreadLocal<HttpUriRequest> made = new ThreadLocal<>();

    Calls(Duration connect, Duration answer) {
        super(ServiceClients.httpClient(connect, answer));
    }

    @Override
    protected ClassicHttpRequest createHttpUriRequest(HttpMethod method, URI uri) {
        var request = super.createHttpUriRequest(method, uri);
        if (request instanceof HttpUriRequest call) made.set(call);
        return request;
    }

    /** @param body null where the request has none */
    Received send(HttpMethod method, URI uri, HttpHeaders headers, byte @Nullable [] body) throws IOException {
        var request = createRequest(uri, method);
        var call = Objects.requireNonNull(made.get());
        made.remove();
        request.getHeaders().putAll(headers);
        if (body != null) {
            request.getHeaders().setContentLength(body.length);
            request.getBody().write(body);
        }
        return new Received(request.execute(), call);
    }
}
