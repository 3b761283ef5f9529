package io.miniredis.frontend.proxy;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import io.miniredis.kit.client.ServiceClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Passes everything under {@code /api} to the gateway as it came, and its answers back, streams included. */
@Configuration(proxyBeanMethods = false)
class ProxyConfiguration {

    @Bean
    ClientHttpRequestFactory gatewayRequests(GatewayProperties gateway) {
        return ServiceClients.requests(gateway.connectTimeout(), gateway.silence());
    }

    @Bean
    RouterFunction<ServerResponse> api(GatewayProperties gateway) {
        return route("api")
                .route(path("/api/**"), http())
                .before(uri(gateway.url()))
                .onError(ResourceAccessException.class, (error, _) -> GatewaySilence.answerTo(error))
                .build();
    }

    @Bean
    ForwardedHeaders forwardedHeaders() {
        return new ForwardedHeaders();
    }
}
