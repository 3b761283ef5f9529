package io.miniredis.auth.exchange;

import io.miniredis.auth.account.Operators;
import io.miniredis.auth.apikey.ApiKey;
import io.miniredis.auth.apikey.ApiKeys;
import io.miniredis.auth.organization.Organizations;
import io.miniredis.auth.session.Sessions;
import io.miniredis.auth.signing.Issuer;
import io.miniredis.kit.secret.Tokens;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Role;
import io.miniredis.kit.token.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
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

    private final SessionHolders holders;
    private final Sessions sessions;
    private final ApiKeys keys;
    private final Organizations organizations;
    private final Operators operators;
    private final JwtEncoder encoder;
    private final Executor background;
    private final Clock clock;

    Exchange(
            SessionHolders holders,
            Sessions sessions,
            ApiKeys keys,
            Organizations organizations,
            Operators operators,
            JwtEncoder encoder,
            @Qualifier("applicationTaskExecutor") Executor background,
            Clock clock) {
        this.holders = holders;
        this.sessions = sessions;
        this.keys = keys;
        this.organizations = organizations;
        this.operators = operators;
        this.encoder = encoder;
        this.background = background;
        this.clock = clock;
    }

    SignedToken exchange(Credential credential) {
        var session = credential.session();
        return session == null ? ofKey(Objects.requireNonNull(credential.apiKey())) : ofSession(session);
    }

    private SignedToken ofSession(String token) {
        var holder = holders.findLive(Tokens.sha256(token), clock.instant()).orElseThrow(CredentialDead::new);
        var place = placeOf(holder);
        if (isStale(holder.lastUsedAt())) background.execute(() -> sessions.touch(holder.sessionId()));
        return sign(holder.userId(), place.organizationId(), place.role(), holder.sessionId(), claims -> {
            claims.claim(Caller.NAME, holder.email());
            if (operators.include(holder.person())) claims.claim(Caller.OPERATOR, true);
        });
    }

    private record Place(String organizationId, Role role) {}

    /** Where the session acts, and as what. When its user left there it goes on in another of their organizations. */
    private Place placeOf(SessionHolder holder) {
        var role = holder.role();
        if (role != null) return new Place(holder.organizationId(), role);
        var other = organizations.of(holder.userId()).stream().findFirst().orElseThrow(CredentialDead::new);
        sessions.move(holder.sessionId(), holder.organizationId(), other.organizationId());
        return new Place(other.organizationId(), other.role());
    }

    private SignedToken ofKey(String text) {
        var key = keys.find(text).orElseThrow(CredentialDead::new);
        if (isStale(key.lastUsedAt())) background.execute(() -> keys.touch(key.id()));
        return sign(key.id(), key.organizationId(), key.role(), key.id(), claims -> describe(claims, key));
    }

    private static void describe(JwtClaimsSet.Builder claims, ApiKey key) {
        claims.claim(Caller.NAME, key.name());
        var access = key.access();
        if (access != null) {
            claims.claim(
                    Scope.ACCESS,
                    access.stream()
                            .map(it -> it.name().toLowerCase(Locale.ROOT))
                            .toList());
        }
        var databases = key.databases();
        if (databases != null) claims.claim(Scope.DATABASES, databases);
    }

    private boolean isStale(@Nullable Instant lastUsedAt) {
        return lastUsedAt == null
                || Duration.between(lastUsedAt, clock.instant()).compareTo(NOTE_EVERY) >= 0;
    }

    private SignedToken sign(
            String subject,
            String organizationId,
            Role role,
            String credentialId,
            Consumer<JwtClaimsSet.Builder> more) {
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
                .claim(Caller.CREDENTIAL, credentialId);
        more.accept(claims);
        var token = encoder.encode(JwtEncoderParameters.from(claims.build()));
        return new SignedToken(token.getTokenValue(), expiresAt);
    }
}
