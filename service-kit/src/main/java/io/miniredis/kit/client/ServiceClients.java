package io.miniredis.kit.client;

import io.miniredis.kit.trace.TraceContext;
import java.net.URI;
import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Makes the HTTP clients with which this service calls others: deadlines, the current trace, and a service token. */
public final class ServiceClients {

    private final RestClient.Builder builder;
    private final Duration connectTimeout;
    private final Duration readTimeout;
    private final ServiceTokens tokens;

    public ServiceClients(RestClient.Builder builder, ServiceClientProperties properties, ServiceTokens tokens) {
        this(builder, properties.connectTimeout(), properties.readTimeout(), tokens);
    }

    public ServiceClients(
            RestClient.Builder builder, Duration connectTimeout, Duration readTimeout, ServiceTokens tokens) {
        this.builder = builder;
        this.connectTimeout = connectTimeout;
        this.readTimeout = readTimeout;
        this.tokens = tokens;
    }

    /** A client towards the service at {@code baseUrl}, waiting for answers as long as configured. */
    public RestClient to(URI baseUrl) {
        return to(baseUrl, readTimeout);
    }

    /** A client towards the service at {@code baseUrl} that waits at most {@code deadline} for each answer. */
    public RestClient to(URI baseUrl, Duration deadline) {
        return to(baseUrl.toString(), deadline);
    }

    /** A client for calls with absolute URIs, such as those to hosts that are known at run time only. */
    public RestClient toAny(Duration deadline) {
        return to("", deadline);
    }

    private RestClient to(String baseUrl, Duration deadline) {
        return builder.clone()
                .baseUrl(baseUrl)
                .requestFactory(requests(connectTimeout, deadline))
                .requestInterceptor((request, body, execution) -> {
                    var trace = TraceContext.traceparent();
                    if (trace != null) request.getHeaders().set("traceparent", trace);
                    request.getHeaders().setBearerAuth(tokens.current());
                    return execution.execute(request, body);
                })
                .build();
    }

    /** Blocking requests over pooled connections, which virtual threads make cheap to wait on. */
    public static ClientHttpRequestFactory requests(Duration connect, Duration answer) {
        return new HttpComponentsClientHttpRequestFactory(httpClient(connect, answer));
    }

    /** The client under {@link #requests}, for who has to break off calls that are under way. */
    public static CloseableHttpClient httpClient(Duration connect, Duration answer) {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(1000)
                .setMaxConnPerRoute(500)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(connect))
                        .setSocketTimeout(Timeout.of(answer))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(connect))
                        .setResponseTimeout(Timeout.of(answer))
                        .build())
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableRedirectHandling()
                .disableContentCompression()
                .build();
    }
}
