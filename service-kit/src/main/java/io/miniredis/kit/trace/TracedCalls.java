package io.miniredis.kit.trace;

import java.io.IOException;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/** A span for each call to another service, until its answer begins. */
final class TracedCalls implements ClientHttpRequestInterceptor {

    private static final int CLIENT_ERROR = 400;

    private final Tracing tracing;

    TracedCalls(Tracing tracing) {
        this.tracing = tracing;
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        var method = request.getMethod().name();
        var uri = request.getURI();
        try (var span = tracing.call(method)) {
            span.attribute("http.request.method", method)
                    .attribute("server.address", String.valueOf(uri.getHost()))
                    .attribute("server.port", uri.getPort());
            try {
                var response = execution.execute(request, body);
                var status = response.getStatusCode().value();
                span.attribute("http.response.status_code", status);
                if (status >= CLIENT_ERROR) span.failed(String.valueOf(status));
                return response;
            } catch (IOException | RuntimeException failure) {
                span.failed(failure.getClass().getName());
                throw failure;
            }
        }
    }
}
