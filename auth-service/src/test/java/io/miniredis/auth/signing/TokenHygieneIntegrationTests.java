package io.miniredis.auth.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.miniredis.auth.testing.Answer;
import io.miniredis.auth.testing.AuthService;
import io.miniredis.auth.testing.AuthServiceTest;
import io.miniredis.kit.testing.ForgedTokens;
import io.miniredis.kit.token.Caller;
import java.text.ParseException;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;

/** What this service, which signs all tokens, believes when they come back. */
@AuthServiceTest
class TokenHygieneIntegrationTests {

    private static final String ME = "/api/v1/auth/me";

    @Autowired
    AuthService auth;

    @Autowired
    JwtEncoder encoder;

    private void assertRefused(Answer answer, String trick) {
        assertThat(answer.status()).as(trick).isEqualTo(401);
        assertThat(answer.text("code")).as(trick).isEqualTo("UNAUTHENTICATED");
        assertThat(answer.header("Content-Type")).as(trick).startsWith("application/problem+json");
    }

    private JWK publicKey() throws ParseException {
        var document = JWKSet.parse(auth.get("/oauth2/jwks", null).response().body());
        return document.getKeys().getFirst();
    }

    private String signed(Consumer<JwtClaimsSet.Builder> change) {
        var account = auth.signUp(AuthService.newEmail()).json();
        var claims = JwtClaimsSet.builder()
                .issuer(Issuer.URI)
                .subject(account.at("/user/id").asString())
                .issuedAt(Instant.now())
                .expiresAt(Instant.now().plusSeconds(60))
                .claim(Caller.ORGANIZATION, account.at("/organization/id").asString())
                .claim(Caller.ROLE, "owner")
                .claim(Caller.CREDENTIAL, "ses_x");
        change.accept(claims);
        return encoder.encode(JwtEncoderParameters.from(claims.build())).getTokenValue();
    }

    @Test
    void jwksWhenAskedShowsNoPrivateHalf() throws ParseException {
        var document = auth.get("/oauth2/jwks", null).response().body();
        assertThat(document).doesNotContain("\"d\"", "\"p\"", "\"q\"", "\"dp\"", "\"dq\"", "\"qi\"");
        assertThat(publicKey().isPrivate()).isFalse();
    }

    @Test
    void anyCallWhenTheHouseSignedIsAnswered() {
        assertThat(auth.get(ME, signed(it -> {})).status()).isEqualTo(200);
    }

    @Test
    void anyCallWhenTokenIsForgedIsRefused() throws ParseException {
        var forged = ForgedTokens.all(publicKey());
        assertThat(forged).hasSizeGreaterThan(25);
        forged.forEach((trick, token) -> assertRefused(auth.get(ME, token), trick));
    }

    @Test
    void anyCallWhenTokenIsOfAnotherTimeOrIssuerIsRefused() {
        assertRefused(
                auth.get(
                        ME,
                        signed(it -> it.issuedAt(Instant.now().minusSeconds(200))
                                .expiresAt(Instant.now().minusSeconds(90)))),
                "ended");
        assertRefused(auth.get(ME, signed(it -> it.notBefore(Instant.now().plusSeconds(90)))), "not yet");
        assertRefused(auth.get(ME, signed(it -> it.issuer("https://elsewhere.example"))), "issuer");
    }

    @Test
    void anyCallWhenTokenIsOfTheOtherKindIsForbidden() {
        var service = auth.serviceToken("api-gateway");
        assertThat(auth.get(ME, service).status()).isEqualTo(403);
        var both = signed(it -> it.claim("scope", "exchange"));
        assertThat(auth.post("/internal/exchange", both, "{\"session\":\"x\"}").status())
                .as("a tenant's token with a scope is no service's")
                .isEqualTo(403);
    }

    /** The gateway takes sessions and keys alone; here their ends are decided. */
    @Test
    void exchangeWhenLoggedOutRefusesSessionAndTokenInItsPlace() {
        var session = auth.signUp(AuthService.newEmail()).session();
        var token = auth.tenantToken(session);
        assertThat(auth.post("/api/v1/auth/logout", token, "").status()).isEqualTo(204);
        for (var replay = 0; replay < 3; replay++) {
            assertThat(auth.exchangeSession(session).status()).isEqualTo(401);
        }
        assertThat(auth.exchange("{\"session\":\"%s\"}".formatted(token.substring(0, 200)))
                        .status())
                .as("a signed token is no credential")
                .isEqualTo(401);
        assertThat(auth.exchangeKey(session).status())
                .as("nor is a session a key")
                .isEqualTo(401);
        assertThat(auth.post("/api/v1/auth/logout", token, "").status())
                .as("logging out again harms nobody")
                .isEqualTo(204);
    }
}
