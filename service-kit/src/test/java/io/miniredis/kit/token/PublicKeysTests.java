package io.miniredis.kit.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import io.miniredis.kit.client.ServiceClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.web.client.RestClient;

class PublicKeysTests {

    private static final RSAKey FIRST = key("sig_first");
    private static final RSAKey SECOND = key("sig_second");

    private final AtomicInteger asked = new AtomicInteger();
    private volatile List<JWK> published = List.of(FIRST.toPublicJWK());
    private volatile int status = 200;
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private HttpServer auth;
    private PublicKeys keys;

    private static RSAKey key(String kid) {
        try {
            return new RSAKeyGenerator(2048).keyID(kid).generate();
        } catch (JOSEException exception) {
            throw new IllegalStateException(exception);
        }
    }

    @BeforeEach
    void start() throws IOException {
        auth = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        auth.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        auth.createContext("/oauth2/jwks", exchange -> {
            asked.incrementAndGet();
            var body = new JWKSet(published).toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        auth.start();
        keys = new PublicKeys(
                RestClient.builder()
                        .requestFactory(ServiceClients.requests(Duration.ofSeconds(1), Duration.ofSeconds(3)))
                        .build(),
                "http://localhost:%d/oauth2/jwks".formatted(auth.getAddress().getPort()),
                clock());
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    @AfterEach
    void stop() {
        auth.stop(0);
    }

    private List<JWK> find(String kid) throws KeySourceException {
        return keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(kid).build()), null);
    }

    @Test
    void getWhenKeyIsKnownAsksOnce() throws Exception {
        for (var i = 0; i < 5; i++) assertThat(find("sig_first")).hasSize(1);
        assertThat(asked).hasValue(1);
    }

    @Test
    void getWhenKeyIsNewAsksAgain() throws Exception {
        find("sig_first");
        now = now.plus(PublicKeys.PAUSE);
        published = List.of(FIRST.toPublicJWK(), SECOND.toPublicJWK());
        assertThat(find("sig_second")).hasSize(1);
        assertThat(asked).hasValue(2);
    }

    @Test
    void getWhenStrangersNameKeysAsksOnceInAPause() throws Exception {
        find("sig_first");
        now = now.plus(PublicKeys.PAUSE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var found = threads.invokeAll(Stream.iterate(0, i -> i + 1)
                    .limit(200)
                    .map(i -> (Callable<List<JWK>>) () -> find("forged" + i))
                    .toList());
            for (var it : found) assertThat(it.get()).isEmpty();
        }
        assertThat(asked).hasValue(2);
        assertThat(find("sig_first")).hasSize(1);
        assertThat(asked).hasValue(2);
    }

    @Test
    void getWhenKeyWasRemovedRefusesItSoon() throws Exception {
        find("sig_first");
        published = List.of(SECOND.toPublicJWK());
        now = now.plus(PublicKeys.FRESH);
        assertThat(find("sig_first")).isEmpty();
        assertThat(find("sig_second")).hasSize(1);
    }

    @Test
    void getWhenAuthServiceIsDownKeepsTheKeysOfBefore() throws Exception {
        find("sig_first");
        status = 503;
        now = now.plus(Duration.ofHours(1));
        assertThat(find("sig_first")).hasSize(1);
        assertThat(find("sig_second")).isEmpty();
        assertThat(asked).hasValue(2);
    }

    @Test
    void getWhenAuthServiceNeverAnsweredSaysSoAndDoesNotAskForEachCall() throws Exception {
        status = 503;
        for (var i = 0; i < 5; i++) {
            assertThatThrownBy(() -> find("sig_first")).isInstanceOf(KeySourceException.class);
        }
        assertThat(asked).hasValue(1);
        status = 200;
        now = now.plus(PublicKeys.FAILED);
        assertThat(find("sig_first")).hasSize(1);
    }

    @Test
    void decodeWhenKeyOfTheTokenIsUnknownIsABadTokenAndNoOutage() {
        var decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .build();
        assertThat(decoder.decode(signed(FIRST)).getSubject()).isEqualTo("x");
        for (var i = 0; i < 3; i++) {
            assertThatThrownBy(() -> decoder.decode(signed(SECOND))).isInstanceOf(BadJwtException.class);
        }
    }

    /** A published key must never serve as the secret of an HMAC. */
    @Test
    void decodeWhenAnAttackerSignsWithThePublicKeyRefuses() throws Exception {
        var decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .build();
        var secret = new OctetSequenceKey.Builder(FIRST.toRSAPublicKey().getEncoded())
                .keyID("sig_first")
                .build();
        var jwt = new com.nimbusds.jwt.SignedJWT(
                new com.nimbusds.jose.JWSHeader.Builder(com.nimbusds.jose.JWSAlgorithm.HS256)
                        .keyID("sig_first")
                        .build(),
                new com.nimbusds.jwt.JWTClaimsSet.Builder().subject("x").build());
        jwt.sign(new com.nimbusds.jose.crypto.MACSigner(secret));
        assertThatThrownBy(() -> decoder.decode(jwt.serialize())).isInstanceOf(BadJwtException.class);
    }

    private static String signed(RSAKey key) {
        var header =
                JwsHeader.with(SignatureAlgorithm.RS256).keyId(key.getKeyID()).build();
        var claims = JwtClaimsSet.builder()
                .subject("x")
                .expiresAt(Instant.now().plusSeconds(60))
                .build();
        return new NimbusJwtEncoder(new com.nimbusds.jose.jwk.source.ImmutableJWKSet<>(new JWKSet(key)))
                .encode(JwtEncoderParameters.from(header, claims))
                .getTokenValue();
    }
}
