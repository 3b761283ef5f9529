package io.miniredis.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
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
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * What a service behind the gateway believes: its own decoder, with keys fetched as in the house, where a new kind of key takes over from
 * the old one.
 */
class TokenCheckTests {

    private static final Duration LENIENT = Duration.ofSeconds(60);

    private static HttpServer jwks;
    private static ECKey house;
    private static RSAKey before;
    private static JwtDecoder decoder;

    @BeforeAll
    static void start() throws IOException, JOSEException {
        house = new ECKeyGenerator(Curve.P_256)
                .keyID("sig_house")
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES256)
                .generate();
        before = new RSAKeyGenerator(2048)
                .keyID("sig_before")
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .generate();
        var document =
                new JWKSet(List.of(house, before)).toPublicJWKSet().toString().getBytes(StandardCharsets.UTF_8);
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

    private static String signed(JWTClaimsSet.Builder claims, JWSHeader.Builder header, JWSSigner signer)
            throws JOSEException {
        var token = new SignedJWT(header.build(), claims.build());
        token.sign(signer);
        return token.serialize();
    }

    private static String signed(JWTClaimsSet.Builder claims) throws JOSEException {
        return signed(claims, new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("sig_house"), new ECDSASigner(house));
    }

    private static String signedBefore(JWSAlgorithm algorithm) throws JOSEException {
        return signed(
                ForgedTokens.claims(), new JWSHeader.Builder(algorithm).keyID("sig_before"), new RSASSASigner(before));
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
        assertThat(decoder.decode(signedBefore(JWSAlgorithm.RS256)).getSubject())
                .isEqualTo("usr_forged");
    }

    @Test
    void decodeWhenForgedRefuses() {
        for (var key : List.of(house.toPublicJWK(), before.toPublicJWK())) {
            var forged = ForgedTokens.all(key);
            assertThat(forged).hasSizeGreaterThan(25);
            forged.forEach((trick, token) ->
                    assertThatThrownBy(() -> decoder.decode(token)).as(trick).isInstanceOf(JwtException.class));
        }
    }

    @Test
    void decodeWhenAnotherAlgorithmOfTheSameKeyRefuses() {
        for (var algorithm : new JWSAlgorithm[] {JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256}) {
            assertThatThrownBy(() -> decoder.decode(signedBefore(algorithm)))
                    .as(algorithm.getName())
                    .isInstanceOf(JwtException.class);
        }
    }

    /** The house's own key, asked for by the id of its other one. */
    @Test
    void decodeWhenKeyAndIdAreOfDifferentKindsRefuses() throws JOSEException {
        var confused = signed(
                ForgedTokens.claims(),
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("sig_before"),
                new ECDSASigner(house));
        assertThatThrownBy(() -> decoder.decode(confused)).isInstanceOf(JwtException.class);
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
