package io.miniredis.kit.token;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Clock;
import java.util.Set;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.util.ConcurrentLruCache;

/**
 * Checks the signature of a token once and remembers the result until the token ends. A token is sent with many calls, and an ES256
 * check takes 2.2 ms on a JVM without the C2 compiler (docs/performance.md). Refused tokens are not remembered.
 */
public final class RememberingJwtDecoder implements JwtDecoder {

    /** Keys made before ADR 12 are RSA. A key is good for the algorithm of its own kind alone. */
    private static final Set<SignatureAlgorithm> ALGORITHMS =
            Set.of(SignatureAlgorithm.ES256, SignatureAlgorithm.RS256);

    private static final int MOST_TOKENS = 2000;

    private final JwtDecoder checking;
    private final ConcurrentLruCache<String, Jwt> known;
    private final Clock clock;

    RememberingJwtDecoder(JwtDecoder checking, Clock clock) {
        this.checking = checking;
        this.known = new ConcurrentLruCache<>(MOST_TOKENS, checking::decode);
        this.clock = clock;
    }

    /** For tokens that {@code issuer} signed with one of these keys. */
    public static RememberingJwtDecoder of(JWKSource<SecurityContext> keys, String issuer, Clock clock) {
        var decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithms(it -> it.addAll(ALGORITHMS))
                .build();
        decoder.setJwtValidator(JwtValidators.createDefaultWithIssuer(issuer));
        return new RememberingJwtDecoder(decoder, clock);
    }

    @Override
    public Jwt decode(String token) {
        var jwt = known.get(token);
        var end = jwt.getExpiresAt();
        if (end != null && end.isAfter(clock.instant())) return jwt;
        known.remove(token);
        return checking.decode(token);
    }
}
