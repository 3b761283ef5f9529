package io.miniredis.auth.provider;

import io.miniredis.auth.mail.Links;
import io.miniredis.kit.client.ServiceClients;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** The providers that are configured. None is asked anything before somebody wants to log in with it. */
@Component
class Providers {

    static final String PATH = "/api/v1/auth/providers";

    private final Map<String, Provider> all;

    Providers(ProviderProperties properties, Links links, Clock clock) {
        var http = RestClient.builder()
                .requestFactory(ServiceClients.requests(properties.connectTimeout(), properties.deadline()))
                .build();
        var all = new LinkedHashMap<String, Provider>();
        properties.all().forEach((id, settings) -> {
            var callback = links.callback(PATH + "/" + id + "/callback");
            all.put(id, new Provider(id, settings, callback, http, clock));
        });
        this.all = Collections.unmodifiableMap(all);
    }

    Collection<Provider> all() {
        return all.values();
    }

    /** @throws ProviderException.Unknown */
    Provider get(String id) {
        var provider = all.get(id);
        if (provider == null) throw new ProviderException.Unknown();
        return provider;
    }
}
