package io.miniredis.gateway.route;

import io.miniredis.kit.client.ServiceClients;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.cloud.gateway.server.mvc.config.GatewayMvcProperties;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.cloud.gateway.server.mvc.handler.RestClientProxyExchange;
import org.springframework.web.client.RestClient;
import org.springframework.web.servlet.function.ServerResponse;

/** Calls the services, each request with the patience of its route. A deadline belongs to a client here, so there are three. */
final class PatientExchange implements ProxyExchange {

    private final Map<Patience, ProxyExchange> exchanges = new EnumMap<>(Patience.class);

    PatientExchange(GatewayProperties properties, GatewayMvcProperties gateway) {
        for (var patience : Patience.values()) {
            // without Boot's builder: it would observe and convert, and here bytes only pass through
            var client = RestClient.builder()
                    .requestFactory(ServiceClients.requests(properties.connectTimeout(), wait(patience, properties)))
                    .build();
            exchanges.put(patience, new RestClientProxyExchange(client, gateway));
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
        var patience = Onward.of(request.getServerRequest()).patience();
        return Objects.requireNonNull(exchanges.get(patience)).exchange(request);
    }
}
