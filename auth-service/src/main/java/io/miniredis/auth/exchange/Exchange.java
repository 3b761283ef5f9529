package io.miniredis.auth.exchange;

import io.miniredis.auth.apikey.ApiKeys;
import io.miniredis.auth.organization.Organizations;
import io.miniredis.auth.session.Sessions;
import io.miniredis.auth.signing.Issuer;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.stereotype.Component;

/** Exchanges credentials for tokens. */
@Component
class Exchange {

    /** How long a token is good for. A credential's end shows within it, and at the gateway within seconds. */
    static final Duration LIFETIME = Duration.ofSeconds(60);

    /** Uses are written down at most this often. */
    static final Duration NOTE_EVERY = Duration.ofMinutes(1);

    private static final JwsHeader HEADER =
            JwsHeader.with(SignatureAlgorithm.RS256).type("JWT").build();

    private final Sessions sessions;
    private final ApiKeys keys;
    private final Organizations organizations;
    private final JwtEncoder encoder;
    private final Executor background;
    private final Clock clock;

    Exchange(
            Sessions sessions,
            ApiKeys keys,
            Organizations organizations,
            JwtEncoder encoder,
            @Qualifier("applicationTaskExecutor") Executor background,
            Clock clock) {
        this.sessions = sessions;
        this.keys = keys;
        this.organizations = organizations;
        this.encoder = encoder;
        this.background = background;
        this.clock = clock;
    }

    SignedToken exchange(Credential credential) {
        var session = credential.session();
        return session == null ? ofKey(Objects.requireNonNull(credential.apiKey())) : ofSession(session);
    }

    private SignedToken ofSession(String token) {
        var session = sessions.find(token).orElseThrow(CredentialDead::new);
        var role =
                organizations.roleOf(session.userId(), session.organizationId()).orElseThrow(CredentialDead::new);
        if (isStale(session.lastUsedAt())) background.execute(() -> sessions.touch(session.id()));
        return sign(session.userId(), session.organizationId(), role, session.id());
    }

    private SignedToken ofKey(String text) {
        var key = keys.find(text).orElseThrow(CredentialDead::new);
        if (isStale(key.lastUsedAt())) background.execute(() -> keys.touch(key.id()));
        return sign(key.id(), key.organizationId(), key.role(), key.id());
    }

    private boolean isStale(@Nullable Instant lastUsedAt) {
        return lastUsedAt == null
                || Duration.between(lastUsedAt, clock.instant()).compareTo(NOTE_EVERY) >= 0;
    }

    private SignedToken sign(String subject, String organizationId, Role role, String credentialId) {
        // a token's times are whole seconds
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var expiresAt = now.plus(LIFETIME);
        var claims = JwtClaimsSet.builder()
                .issuer(Issuer.URI)
                .subject(subject)
                .issuedAt(now)
                .expiresAt(expiresAt)
                .claim(Caller.ORGANIZATION, organizationId)
                .claim(Caller.ROLE, role.name().toLowerCase(Locale.ROOT))
                .claim(Caller.CREDENTIAL, credentialId)
                .build();
        var token = encoder.encode(JwtEncoderParameters.from(HEADER, claims));
        return new SignedToken(token.getTokenValue(), expiresAt);
    }
}
