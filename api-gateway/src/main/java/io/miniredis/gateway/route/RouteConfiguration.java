package io.miniredis.gateway.route;

import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.web.servlet.function.RequestPredicates.headers;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import io.miniredis.gateway.breaker.Breakers;
import io.miniredis.gateway.credential.Exchanges;
import io.miniredis.gateway.openapi.OpenApiDocument;
import io.miniredis.gateway.shutdown.Streams;
import io.miniredis.kit.problem.ProblemWriter;
import org.springframework.cloud.gateway.server.mvc.config.GatewayMvcProperties;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The routes of the public API. The first that matches counts; a path that none of them names does not exist. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

    @Bean
    RouterFunction<ServerResponse> routes(
            GatewayProperties properties,
            ProxyExchange exchange,
            Exchanges exchanges,
            Breakers breakers,
            ProblemWriter problems,
            OpenApiDocument document) {
        var auth = Upstream.at(properties.authUrl(), "auth-service", "Sign-in", breakers);
        var backend = Upstream.at(properties.backendUrl(), "backend", "The control plane of databases", breakers);
        var monitoring = Upstream.at(properties.monitoringUrl(), "monitoring-service", "Measuring", breakers);
        var gate = new Gate(exchanges, problems);
        var forwarding = new Forwarding(exchange);

        return route("metrics")
                .route(
                        path("/api/v1/databases/{id}/metrics")
                                .or(path("/api/v1/databases/{id}/slowlog"))
                                .or(path("/api/v1/metrics")),
                        forwarding)
                .filter(gate.closed(monitoring, Patience.USUAL))
                .build()
                .and(route("commands")
                        .route(path("/api/v1/databases/{id}/commands"), forwarding)
                        .filter(gate.closed(backend, Patience.COMMAND))
                        .build())
                .and(route("events")
                        .route(
                                path("/api/v1/databases/{id}/events").and(headers(RouteConfiguration::wantsStream)),
                                forwarding)
                        .filter(gate.closed(backend, Patience.ENDLESS))
                        .build())
                .and(route("databases")
                        .route(
                                path("/api/v1/databases/**")
                                        .or(path("/api/v1/operations/**"))
                                        .or(path("/api/v1/plans"))
                                        .or(path("/api/v1/platform/**")),
                                forwarding)
                        .filter(gate.closed(backend, Patience.USUAL))
                        .build())
                .and(route("audit")
                        .route(path("/api/v1/audit"), forwarding)
                        // 90 days as CSV take their time
                        .filter(gate.closed(backend, Patience.COMMAND))
                        .build())
                .and(route("authority")
                        .GET("/api/v1/certificate-authority", forwarding)
                        .filter(gate.open(backend))
                        .build())
                .and(route("entry")
                        .route(path("/api/v1/auth/signup").or(path("/api/v1/auth/login/**")), forwarding)
                        .filter(gate.entry(auth))
                        .build())
                .and(route("open")
                        .route(
                                path("/api/v1/auth/verification/confirm")
                                        .or(path("/api/v1/auth/password/forgot"))
                                        .or(path("/api/v1/auth/password/reset"))
                                        .or(path("/api/v1/auth/providers"))
                                        .or(path("/api/v1/invitations/look")),
                                forwarding)
                        .filter(gate.open(auth))
                        .build())
                .and(route("providers")
                        .route(
                                path("/api/v1/auth/providers/{id}/login")
                                        .or(path("/api/v1/auth/providers/{id}/callback")),
                                forwarding)
                        .filter(gate.provider(auth))
                        .build())
                .and(route("accounts")
                        .route(
                                path("/api/v1/auth/**")
                                        .or(path("/api/v1/api-keys/**"))
                                        .or(path("/api/v1/organizations/**"))
                                        .or(path("/api/v1/invitations/**")),
                                forwarding)
                        .filter(gate.accounts(auth))
                        .build())
                .and(route("openapi")
                        .GET("/api/v1/openapi.json", document::answer)
                        .build());
    }

    /** Only who names streams gets one; a list is answered within the deadline, like everything else. */
    private static boolean wantsStream(ServerRequest.Headers headers) {
        return headers.accept().stream().anyMatch(MediaType.TEXT_EVENT_STREAM::equalsTypeAndSubtype);
    }

    @Bean
    ProxyExchange proxyExchange(GatewayProperties properties, GatewayMvcProperties gateway, Streams streams) {
        return new PatientExchange(properties, gateway, streams);
    }
}
