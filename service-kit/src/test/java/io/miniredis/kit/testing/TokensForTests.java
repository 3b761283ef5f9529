package io.miniredis.kit.testing;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.miniredis.kit.client.ServiceTokens;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Role;
import io.miniredis.kit.token.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mockito.Mockito;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Tokens as the auth-service signs them, for tests of a service that stands alone. */
@TestConfiguration(proxyBeanMethods = false)
public class TokensForTests {

    private static final JWKSource<SecurityContext> keys = new ImmutableJWKSet<>(new JWKSet(key()));

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("test").generate();
        } catch (com.nimbusds.jose.JOSEException exception) {
            throw new IllegalStateException(exception);
        }
    }

    @Bean
    @Primary
    JwtDecoder testJwtDecoder() {
        return NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .build();
    }

    /** There is no auth-service to ask in such a test; the services called check tokens themselves in theirs. */
    @Bean
    @Primary
    ServiceTokens testServiceTokens() {
        var tokens = Mockito.mock(ServiceTokens.class);
        Mockito.when(tokens.current()).thenReturn("test-token");
        return tokens;
    }

    /** The value of an Authorization header of a member of {@code organizationId}. */
    public static String tenant(String organizationId, Role role) {
        return "Bearer "
                + sign(it -> it.subject("usr_test")
                        .claim(Caller.ORGANIZATION, organizationId)
                        .claim(Caller.ROLE, role.name().toLowerCase(Locale.ROOT))
                        .claim(Caller.CREDENTIAL, "ses_test"));
    }

    /** The same of a key that is narrowed to {@code access} and {@code databases}; null for either narrows nothing. */
    public static String key(
            String organizationId, Role role, @Nullable List<String> access, @Nullable List<String> databases) {
        return "Bearer "
                + sign(it -> {
                    it.subject("key_test")
                            .claim(Caller.ORGANIZATION, organizationId)
                            .claim(Caller.ROLE, role.name().toLowerCase(Locale.ROOT))
                            .claim(Caller.CREDENTIAL, "key_test");
                    if (access != null) it.claim(Scope.ACCESS, access);
                    if (databases != null) it.claim(Scope.DATABASES, databases);
                });
    }

    /** The same of a person who also runs the platform. */
    public static String operator(String organizationId) {
        return "Bearer "
                + sign(it -> it.subject("usr_operator")
                        .claim(Caller.ORGANIZATION, organizationId)
                        .claim(Caller.ROLE, "viewer")
                        .claim(Caller.CREDENTIAL, "ses_operator")
                        .claim(Caller.NAME, "ops@example.com")
                        .claim(Caller.OPERATOR, true));
    }

    /** The value of an Authorization header of a service with these scopes. */
    public static String service(String name, String... scopes) {
        return "Bearer " + sign(it -> it.subject(name).claim("scope", List.of(scopes)));
    }

    private static String sign(Consumer<JwtClaimsSet.Builder> claims) {
        var set = JwtClaimsSet.builder()
                .issuer("https://auth.miniredis.internal")
                .issuedAt(Instant.now())
                .expiresAt(Instant.now().plusSeconds(60));
        claims.accept(set);
        var header = JwsHeader.with(SignatureAlgorithm.ES256).keyId("test").build();
        return new NimbusJwtEncoder(keys)
                .encode(JwtEncoderParameters.from(header, set.build()))
                .getTokenValue();
    }
}
