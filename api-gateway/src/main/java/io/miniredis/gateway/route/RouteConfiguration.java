package io.miniredis.gateway.route;

import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import io.miniredis.gateway.credential.Exchanges;
import io.miniredis.gateway.openapi.OpenApiDocument;
import io.miniredis.kit.problem.ProblemWriter;
import org.springframework.cloud.gateway.server.mvc.config.GatewayMvcProperties;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The routes of the public API. The first that matches counts; a path that none of them names does not exist. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

    @Bean
    RouterFunction<ServerResponse> routes(
            GatewayProperties properties, Exchanges exchanges, ProblemWriter problems, OpenApiDocument document) {
        var auth = new Upstream("Sign-in (auth-service)", properties.authUrl());
        var backend = new Upstream("The control plane of databases (backend)", properties.backendUrl());
        var monitoring = new Upstream("Measuring (monitoring-service)", properties.monitoringUrl());
        var gate = new Gate(exchanges, problems);

        return route("metrics")
                .route(
                        path("/api/v1/databases/{id}/metrics")
                                .or(path("/api/v1/databases/{id}/slowlog"))
                                .or(path("/api/v1/metrics")),
                        http())
                .filter(gate.closed(monitoring, Patience.USUAL))
                .build()
                .and(route("commands")
                        .route(path("/api/v1/databases/{id}/commands"), http())
                        .filter(gate.closed(backend, Patience.COMMAND))
                        .build())
                .and(route("events")
                        .route(path("/api/v1/databases/{id}/events"), http())
                        .filter(gate.closed(backend, Patience.ENDLESS))
                        .build())
                .and(route("databases")
                        .route(
                                path("/api/v1/databases/**")
                                        .or(path("/api/v1/operations/**"))
                                        .or(path("/api/v1/plans")),
                                http())
                        .filter(gate.closed(backend, Patience.USUAL))
                        .build())
                .and(route("entry")
                        .route(path("/api/v1/auth/signup").or(path("/api/v1/auth/login")), http())
                        .filter(gate.open(auth))
                        .build())
                .and(route("exit")
                        .route(path("/api/v1/auth/logout"), http())
                        .filter(gate.closing(auth))
                        .build())
                .and(route("accounts")
                        .route(path("/api/v1/auth/**").or(path("/api/v1/api-keys/**")), http())
                        .filter(gate.closed(auth, Patience.USUAL))
                        .build())
                .and(route("openapi")
                        .GET("/api/v1/openapi.json", document::answer)
                        .build());
    }

    @Bean
    ProxyExchange proxyExchange(GatewayProperties properties, GatewayMvcProperties gateway) {
        return new PatientExchange(properties, gateway);
    }

    @Bean
    OnwardHeaders onwardHeaders() {
        return new OnwardHeaders();
    }
}
