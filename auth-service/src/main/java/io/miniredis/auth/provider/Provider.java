package io.miniredis.auth.provider;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.web.client.RestClient;

/** One provider: its settings, and what it says about itself, which is asked when first needed and each hour. */
final class Provider {

    private static final Logger log = LoggerFactory.getLogger(Provider.class);

    private static final Duration REMEMBERED = Duration.ofHours(1);

    private static final ParameterizedTypeReference<Map<String, Object>> DOCUMENT =
            new ParameterizedTypeReference<>() {};

    private record Known(ClientRegistration registration, Instant until) {}

    private final String id;
    private final ProviderProperties.Settings settings;
    private final URI callback;
    private final RestClient http;
    private final Clock clock;
    private volatile @Nullable Known known;

    /** @param callback where it sends browsers back to, as registered with it */
    Provider(String id, ProviderProperties.Settings settings, URI callback, RestClient http, Clock clock) {
        this.id = id;
        this.settings = settings;
        this.callback = callback;
        this.http = http;
        this.clock = clock;
    }

    String id() {
        return id;
    }

    String name() {
        return settings.name().isBlank() ? id : settings.name();
    }

    String issuer() {
        return settings.issuer();
    }

    /** @throws ProviderException.Unavailable when it does not say, or says that it is another */
    ClientRegistration registration() {
        var before = known;
        var now = clock.instant();
        if (before != null && now.isBefore(before.until())) return before.registration();
        try {
            var registration = discover();
            known = new Known(registration, now.plus(REMEMBERED));
            return registration;
        } catch (RuntimeException exception) {
            // silence, or a document that makes a parser say whatever parsers say
            log.warn("provider {} does not say what it is: {}", id, oneLine(String.valueOf(exception.getMessage())));
            // it may be back until the browser gets there
            if (before != null) return before.registration();
            throw new ProviderException.Unavailable();
        }
    }

    /** For logs: what a provider wrote cannot begin a line of its own. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cs}]", " ");
    }

    private ClientRegistration discover() {
        var document = http.get()
                .uri(URI.create(issuer().replaceFirst("/$", "") + "/.well-known/openid-configuration"))
                .retrieve()
                .body(DOCUMENT);
        if (document == null) throw new IllegalArgumentException("its answer is empty");
        if (!issuer().equals(document.get("issuer"))) {
            throw new IllegalArgumentException(
                    "it calls itself %s, not %s".formatted(document.get("issuer"), issuer()));
        }
        if (document.get("jwks_uri") == null) throw new IllegalArgumentException("it shows no keys");
        var builder = ClientRegistrations.fromOidcConfiguration(document)
                .registrationId(id)
                .clientId(settings.clientId())
                .clientSecret(settings.clientSecret())
                .redirectUri(callback.toString())
                .scope("openid", "email");
        if (settings.clientSecret().isBlank()) builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
        return builder.build();
    }
}
