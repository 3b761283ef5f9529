package io.miniredis.auth.serviceclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miniredis.auth.testing.AuthService;
import io.miniredis.auth.testing.AuthServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

@AuthServiceTest
class ServiceClientIntegrationTests {

    @Autowired
    AuthService auth;

    @LocalServerPort
    int port;

    @ParameterizedTest
    @CsvSource({"api-gateway,exchange", "backend,nodes audit", "node-manager,hosts", "monitoring-service,targets"})
    void tokenWhenSecretIsRightCarriesTheScopesOfTheClient(String client, String scopes) {
        var answer = auth.clientToken(client, "test-secret-of-" + client);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        // checked as every other service checks it: over HTTP, with the keys that are shown to all
        var decoder = NimbusJwtDecoder.withJwkSetUri("http://localhost:" + port + "/oauth2/jwks")
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .build();
        decoder.setJwtValidator(JwtValidators.createDefaultWithIssuer("https://auth.miniredis.internal"));
        var token = decoder.decode(answer.text("access_token"));
        assertThat(token.getClaimAsStringList("scope")).containsExactlyInAnyOrder(scopes.split(" "));
        assertThat(token.getSubject()).isEqualTo(client);
        assertThat(answer.json().path("expires_in").asInt()).isBetween(590, 600);
    }

    @ParameterizedTest
    @CsvSource({"api-gateway,wrong", "nobody,test-secret-of-backend"})
    void tokenWhenClientOrSecretIsWrongRefuses(String client, String secret) {
        var answer = auth.clientToken(client, secret);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("error")).isEqualTo("invalid_client");
    }

    @Test
    void jwksWhenAskedShowsPublicHalvesOnly() {
        var keys = auth.get("/oauth2/jwks", null).json().path("keys");
        assertThat(keys.size()).isPositive();
        assertThat(keys.get(0).path("kid").asString()).startsWith("sig_");
        assertThat(keys.get(0).has("d")).isFalse();
        assertThat(keys.get(0).has("p")).isFalse();
    }

    @Test
    void matchesWhenSecretsChangeTakesEither() {
        var good = "x".repeat(16);
        var clients =
                new ServiceClientSecrets(good, "old-secret-of-backend, new-secret-of-backend", good, good).clients();
        var encoder = new SecretEncoder();
        var stored = encoder.encodeAll(clients.get(1).secrets());
        assertThat(encoder.matches("old-secret-of-backend", stored)).isTrue();
        assertThat(encoder.matches("new-secret-of-backend", stored)).isTrue();
        assertThat(encoder.matches("old-secret-of-backend, new-secret-of-backend", stored))
                .isFalse();
        assertThat(encoder.matches("", stored)).isFalse();
        assertThat(encoder.matches(stored, stored)).isFalse();
        assertThat(clients.get(1).toString()).doesNotContain("secret-of");
        assertThatThrownBy(() -> new ServiceClientSecrets(good, good + "," + good + "," + good, good, good))
                .hasMessageContaining("two");
        assertThatThrownBy(() -> new ServiceClientSecrets(good, good + ",", good, good))
                .hasMessageContaining("CLIENT_SECRET_BACKEND");
    }

    @Test
    void secretsWhenTooShortNameTheVariableAndNotTheValue() {
        var good = "x".repeat(16);
        assertThatThrownBy(() -> new ServiceClientSecrets(good, "short", good, good))
                .hasMessageContaining("CLIENT_SECRET_BACKEND")
                .hasMessageNotContaining("short;");
    }
}
