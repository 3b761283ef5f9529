package io.miniredis.auth.provider;

import io.miniredis.kit.secret.SecretBox;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The cookie of a {@link PendingLogIn}. It is sent to nothing but the callback of its provider, and opens for no other. */
@Component
class PendingCookie {

    static final String NAME = "miniredis_oidc";

    /** As long as a person may take to log in at the provider. */
    static final Duration KEPT = Duration.ofMinutes(10);

    private final SecretBox box;
    private final JsonMapper json;
    private final Clock clock;

    PendingCookie(SecretBox box, JsonMapper json, Clock clock) {
        this.box = box;
        this.json = json;
        this.clock = clock;
    }

    ResponseCookie of(PendingLogIn pending, String providerId, HttpServletRequest request) {
        return cookie(box.seal(json.writeValueAsString(pending), context(providerId)), KEPT, providerId, request);
    }

    /** Makes the browser forget it: it is good for one try. */
    ResponseCookie gone(String providerId, HttpServletRequest request) {
        return cookie("", Duration.ZERO, providerId, request);
    }

    /** What the browser began, unless that is too long ago. */
    Optional<PendingLogIn> read(String providerId, HttpServletRequest request) {
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Arrays::stream)
                .filter(it -> it.getName().equals(NAME))
                .map(Cookie::getValue)
                .flatMap(it -> open(it, providerId).stream())
                .filter(it -> clock.instant().isBefore(it.until()))
                .findFirst();
    }

    private Optional<PendingLogIn> open(String sealed, String providerId) {
        try {
            return Optional.of(json.readValue(box.open(sealed, context(providerId)), PendingLogIn.class));
        } catch (IllegalStateException
                | IllegalArgumentException
                | java.nio.BufferUnderflowException
                | JacksonException forged) {
            return Optional.empty();
        }
    }

    private static String context(String providerId) {
        return "provider-login:" + providerId;
    }

    /** Lax, because the browser comes back from another site. */
    private static ResponseCookie cookie(String value, Duration kept, String providerId, HttpServletRequest request) {
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .sameSite("Lax")
                .path(Providers.PATH + "/" + providerId + "/callback")
                .secure(request.isSecure())
                .maxAge(kept)
                .build();
    }
}
