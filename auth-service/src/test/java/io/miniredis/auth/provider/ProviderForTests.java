package io.miniredis.auth.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.miniredis.auth.testing.Answer;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;

/** An OpenID Connect provider of another house: Spring's authorization server in a context of its own, which can be told to lie. */
final class ProviderForTests implements AutoCloseable {

    static final String CLIENT = "miniredis";
    static final String SECRET = "secret-of-miniredis-at-the-provider";
    private static final String PERSON = "X-Person";

    /** What its ID tokens are like. */
    enum Lie {
        NONE,
        OTHER_NONCE,
        NO_NONCE,
        OTHER_ISSUER,
        OTHER_AUDIENCE,
        EXPIRED,
        UNSIGNED,
        SIGNED_WITH_PUBLIC_KEY,
        SIGNED_WITH_CLIENT_SECRET,
        SIGNED_WITH_OTHER_KEY,
        BRINGS_ITS_OWN_KEY
    }

    /** What it knows of a person. */
    record Knows(String email, boolean verified) {}

    private static final ProviderForTests[] running = new ProviderForTests[1];

    private final Map<String, Knows> people = new ConcurrentHashMap<>();
    private volatile Lie lie = Lie.NONE;
    private final ServletWebServerApplicationContext context;
    private final HttpClient browser = HttpClient.newHttpClient();

    ProviderForTests(String callback) {
        running[0] = this;
        context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Server.class)
                .web(WebApplicationType.SERVLET)
                .run(
                        "--server.port=0",
                        "--spring.config.name=provider-for-tests",
                        "--spring.jmx.enabled=false",
                        "--test.callback=" + callback,
                        "--spring.autoconfigure.exclude="
                                + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration");
    }

    String issuer() {
        return "http://localhost:" + context.getWebServer().getPort();
    }

    void knows(String subject, String email, boolean verified) {
        people.put(subject, new Knows(email, verified));
    }

    void tells(Lie lie) {
        this.lie = lie;
    }

    /** What the browser of somebody who is logged in there gets at this address. */
    Answer visit(String subject, String address) {
        try {
            return new Answer(browser.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .header(PERSON, subject)
                            .header("Accept", "text/html")
                            .build(),
                    HttpResponse.BodyHandlers.ofString()));
        } catch (IOException | InterruptedException exception) {
            throw new IllegalStateException(exception);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    /** A test configuration, so that the service under test does not find it. */
    @TestConfiguration
    @EnableAutoConfiguration
    @EnableWebSecurity
    static class Server {

        private final ProviderForTests provider = running[0];
        private final RSAKey key = newKey("provider");
        private final RSAKey other = newKey("other");

        private static RSAKey newKey(String id) {
            try {
                return new RSAKeyGenerator(2048).keyID(id).generate();
            } catch (JOSEException exception) {
                throw new IllegalStateException(exception);
            }
        }

        @Bean
        SecurityFilterChain chain(HttpSecurity http) {
            return http.oauth2AuthorizationServer(it -> it.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(it -> it.anyRequest().authenticated())
                    .oauth2ResourceServer(it -> it.jwt(Customizer.withDefaults()))
                    .addFilterAfter(
                            (request, response, chain) -> {
                                logIn((HttpServletRequest) request);
                                chain.doFilter(request, response);
                            },
                            SecurityContextHolderFilter.class)
                    .build();
        }

        /** Who is logged in at the provider is none of our business here: the browser says it. */
        private static void logIn(HttpServletRequest request) {
            var person = request.getHeader(PERSON);
            if (person == null) return;
            var authorities = List.of(FactorGrantedAuthority.fromAuthority(FactorGrantedAuthority.PASSWORD_AUTHORITY));
            SecurityContextHolder.getContext()
                    .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(person, null, authorities));
        }

        @Bean
        AuthorizationServerSettings settings() {
            return AuthorizationServerSettings.builder().build();
        }

        @Bean
        RegisteredClientRepository clients(
                @org.springframework.beans.factory.annotation.Value("${test.callback}") String callback) {
            return new InMemoryRegisteredClientRepository(RegisteredClient.withId(CLIENT)
                    .clientId(CLIENT)
                    .clientSecret("{noop}" + SECRET)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri(callback)
                    .scope("openid")
                    .scope("email")
                    .clientSettings(
                            ClientSettings.builder().requireProofKey(true).build())
                    .build());
        }

        @Bean
        JWKSource<SecurityContext> keys() {
            return new ImmutableJWKSet<>(new JWKSet(key));
        }

        @Bean
        JwtDecoder decoder() throws JOSEException {
            return NimbusJwtDecoder.withPublicKey(key.toRSAPublicKey()).build();
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims() {
            return context -> {
                if (!OidcParameterNames.ID_TOKEN.equals(context.getTokenType().getValue())) return;
                var known = provider.people.get(context.getPrincipal().getName());
                var claims = context.getClaims();
                if (known.email() != null)
                    claims.claim("email", known.email()).claim("email_verified", known.verified());
                switch (provider.lie) {
                    case OTHER_NONCE -> claims.claim("nonce", "another");
                    case NO_NONCE -> claims.claims(it -> it.remove("nonce"));
                    case OTHER_ISSUER -> claims.issuer("https://elsewhere.example");
                    case OTHER_AUDIENCE -> claims.audience(List.of("another-client"));
                    case EXPIRED ->
                        claims.issuedAt(Instant.now().minusSeconds(7200))
                                .expiresAt(Instant.now().minusSeconds(3600));
                    default -> {}
                }
            };
        }

        @Bean
        JwtEncoder encoder(JWKSource<SecurityContext> keys) {
            var honest = new NimbusJwtEncoder(keys);
            return parameters -> {
                var jwt = honest.encode(parameters);
                // access tokens have a scope, and stay as they are
                return jwt.hasClaim("scope") ? jwt : forged(jwt);
            };
        }

        private Jwt forged(Jwt jwt) {
            try {
                var claims = new JWTClaimsSet.Builder();
                jwt.getClaims()
                        .forEach((name, value) ->
                                claims.claim(name, value instanceof Instant it ? Date.from(it) : value));
                var text = switch (provider.lie) {
                    case UNSIGNED -> new PlainJWT(claims.build()).serialize();
                    case SIGNED_WITH_PUBLIC_KEY ->
                        hmac(claims.build(), key.toRSAPublicKey().getEncoded());
                    case SIGNED_WITH_CLIENT_SECRET -> hmac(claims.build(), SECRET.getBytes(StandardCharsets.UTF_8));
                    case SIGNED_WITH_OTHER_KEY ->
                        rsa(
                                claims.build(),
                                new RSAKey.Builder(other).keyID("provider").build(),
                                false);
                    case BRINGS_ITS_OWN_KEY -> rsa(claims.build(), other, true);
                    default -> jwt.getTokenValue();
                };
                return Jwt.withTokenValue(text)
                        .headers(it -> it.putAll(jwt.getHeaders()))
                        .claims(it -> it.putAll(jwt.getClaims()))
                        .build();
            } catch (JOSEException exception) {
                throw new IllegalStateException(exception);
            }
        }

        private static String hmac(JWTClaimsSet claims, byte[] secret) throws JOSEException {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("provider").build(), claims);
            token.sign(new MACSigner(secret));
            return token.serialize();
        }

        private static String rsa(JWTClaimsSet claims, RSAKey key, boolean bring) throws JOSEException {
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID());
            if (bring) header.jwk(key.toPublicJWK());
            var token = new SignedJWT(header.build(), claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        }
    }
}
