package io.miniredis.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.miniredis.kit.testing.ForgedTokens;
import io.miniredis.kit.token.TokenProperties;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** What a service behind the gateway believes: its own decoder, with keys fetched as in the house. */
class TokenCheckTests {

    private static final Duration LENIENT = Duration.ofSeconds(60);

    private static HttpServer jwks;
    private static RSAKey house;
    private static JwtDecoder decoder;

    @BeforeAll
    static void start() throws IOException, JOSEException {
        house = new RSAKeyGenerator(2048)
                .keyID("sig_house")
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .generate();
        var document = new JWKSet(house).toPublicJWKSet().toString().getBytes(StandardCharsets.UTF_8);
        jwks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        jwks.createContext("/oauth2/jwks", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, document.length);
            exchange.getResponseBody().write(document);
            exchange.close();
        });
        jwks.start();
        var url = URI.create("http://127.0.0.1:" + jwks.getAddress().getPort());
        decoder = new ServiceKitConfiguration.Decoding()
                .jwtDecoder(new TokenProperties(url, "https://auth.miniredis.internal"), Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        jwks.stop(0);
    }

    private static String signed(JWTClaimsSet.Builder claims, JWSAlgorithm algorithm) throws JOSEException {
        var token = new SignedJWT(
                new JWSHeader.Builder(algorithm).keyID("sig_house").build(), claims.build());
        token.sign(new RSASSASigner(house));
        return token.serialize();
    }

    private static String signed(JWTClaimsSet.Builder claims) throws JOSEException {
        return signed(claims, JWSAlgorithm.RS256);
    }

    private static Date inTime(Duration fromNow) {
        return Date.from(Instant.now().plus(fromNow));
    }

    private static JWTClaimsSet.Builder ended(Date end) {
        return ForgedTokens.claims().issueTime(inTime(Duration.ofMinutes(-10))).expirationTime(end);
    }

    @Test
    void decodeWhenTheHouseSignedBelieves() throws JOSEException {
        assertThat(decoder.decode(signed(ForgedTokens.claims())).getSubject()).isEqualTo("usr_forged");
    }

    @Test
    void decodeWhenForgedRefuses() {
        var forged = ForgedTokens.all(house.toPublicJWK());
        assertThat(forged).hasSizeGreaterThan(25);
        forged.forEach((trick, token) ->
                assertThatThrownBy(() -> decoder.decode(token)).as(trick).isInstanceOf(JwtException.class));
    }

    @Test
    void decodeWhenAnotherAlgorithmOfTheSameKeyRefuses() {
        for (var algorithm : new JWSAlgorithm[] {JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256}) {
            assertThatThrownBy(() -> decoder.decode(signed(ForgedTokens.claims(), algorithm)))
                    .as(algorithm.getName())
                    .isInstanceOf(JwtException.class);
        }
    }

    @Test
    void decodeWhenPayloadWasChangedRefuses() throws JOSEException {
        var mine = signed(ForgedTokens.claims().claim("role", "viewer")).split("\\.");
        var owners = signed(ForgedTokens.claims()).split("\\.");
        assertThatThrownBy(() -> decoder.decode(mine[0] + "." + owners[1] + "." + mine[2]))
                .isInstanceOf(JwtException.class);
    }

    @Test
    void decodeWhenIssuerIsAnotherRefuses() {
        assertThatThrownBy(() -> decoder.decode(signed(ForgedTokens.claims().issuer("https://elsewhere.example"))))
                .isInstanceOf(JwtException.class);
        assertThatThrownBy(() -> decoder.decode(signed(ForgedTokens.claims().issuer(null))))
                .isInstanceOf(JwtException.class);
    }

    /** Clocks of hosts differ: a minute is let pass, more is not. */
    @Test
    void decodeWhenClocksDifferLetsAMinutePass() throws JOSEException {
        var alittle = LENIENT.minusSeconds(15);
        var toomuch = LENIENT.plusSeconds(15);
        assertThat(decoder.decode(signed(ended(inTime(alittle.negated()))))).isNotNull();
        assertThat(decoder.decode(signed(ForgedTokens.claims().notBeforeTime(inTime(alittle)))))
                .isNotNull();
        assertThatThrownBy(() -> decoder.decode(signed(ended(inTime(toomuch.negated())))))
                .isInstanceOf(JwtException.class);
        assertThatThrownBy(() -> decoder.decode(signed(ForgedTokens.claims().notBeforeTime(inTime(toomuch)))))
                .isInstanceOf(JwtException.class);
    }
}
