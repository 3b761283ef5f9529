package io.miniredis.backend.audit;

import io.miniredis.kit.audit.AuditFilter;
import io.miniredis.kit.audit.AuditView;
import io.miniredis.kit.audit.Integrity;
import io.miniredis.kit.client.ServiceClients;
import io.miniredis.kit.token.TokenProperties;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.util.UriComponentsBuilder;

/** The auth-service's part of the record. */
@Component
public class AuthAudit {

    /** A whole chain of 90 days is read for it. */
    private static final Duration CHECK_DEADLINE = Duration.ofSeconds(60);

    private static final ParameterizedTypeReference<List<AuditView>> EVENTS = new ParameterizedTypeReference<>() {};

    private final URI authUrl;
    private final RestClient reads;
    private final RestClient checks;

    AuthAudit(ServiceClients clients, TokenProperties tokens) {
        authUrl = tokens.authUrl();
        reads = clients.to(authUrl);
        checks = clients.to(authUrl, CHECK_DEADLINE);
    }

    List<AuditView> page(String organizationId, AuditFilter filter, String before, int limit) {
        var values = new LinkedHashMap<String, Object>();
        values.put("organization", organizationId);
        values.put("before", before);
        values.put("limit", limit);
        put(values, "actor", filter.actor());
        put(values, "action", filter.action());
        put(values, "subject", filter.subject());
        put(values, "outcome", filter.outcome());
        put(values, "from", filter.from());
        put(values, "to", filter.to());
        var uri = UriComponentsBuilder.fromUri(authUrl).path("/internal/audit");
        values.keySet().forEach(name -> uri.queryParam(name, "{" + name + "}"));
        return asked(() -> reads.get()
                .uri(uri.encode().buildAndExpand(values).toUri())
                .retrieve()
                .body(EVENTS));
    }

    private static void put(LinkedHashMap<String, Object> values, String name, @Nullable Object value) {
        if (value != null) values.put(name, value);
    }

    /** @throws AuthServiceSilent when it does not answer, or not sensibly */
    public Integrity.Part check() {
        return asked(
                () -> checks.get().uri("/internal/audit/integrity").retrieve().body(Integrity.Part.class));
    }

    private static <T> T asked(Supplier<@Nullable T> call) {
        try {
            return Objects.requireNonNull(call.get());
        } catch (RestClientException | OAuth2AuthorizationException noAnswer) {
            throw new AuthServiceSilent(noAnswer);
        }
    }
}
