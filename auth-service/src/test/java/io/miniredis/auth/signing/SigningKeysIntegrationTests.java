package io.miniredis.auth.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import io.miniredis.auth.testing.AuthServiceTest;
import io.miniredis.auth.testing.SettableClock;
import io.miniredis.kit.secret.SecretBox;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.support.TransactionOperations;

@AuthServiceTest
@DirtiesContext
class SigningKeysIntegrationTests {

    @Autowired
    SigningKeyRows rows;

    @Autowired
    SecretBox box;

    @Autowired
    TransactionOperations transaction;

    @Autowired
    SettableClock clock;

    @Autowired
    JdbcTemplate jdbc;

    @Test
    void newWhenReplicasStartAtOnceAgreeOnOneKey() throws Exception {
        jdbc.update("delete from signing_key");
        try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            var kids =
                    replicas
                            .invokeAll(Stream.generate(() -> (Callable<List<String>>) this::kids)
                                    .limit(4)
                                    .toList())
                            .stream()
                            .map(it -> it.resultNow())
                            .distinct()
                            .toList();
            assertThat(kids).hasSize(1);
            assertThat(kids.getFirst()).hasSize(1);
        }
        assertThat(jdbc.queryForObject("select sealed_jwk from signing_key", String.class))
                .startsWith("k1.")
                .doesNotContain("\"d\"");
    }

    private List<String> kids() {
        return all(load()).stream().map(JWK::getKeyID).toList();
    }

    private SigningKeys load() {
        return new SigningKeys(rows, box, transaction, clock);
    }

    private static List<JWK> all(SigningKeys keys) {
        return keys.get(new JWKSelector(new JWKMatcher.Builder().build()), null);
    }

    @Test
    void encodeWhenThereAreTwoKeysSignsWithTheNewest() throws Exception {
        var old = kids();
        clock.advance(Duration.ofDays(1));
        var newer = new com.nimbusds.jose.jwk.gen.RSAKeyGenerator(2048)
                .keyID("sig_newer")
                .algorithm(com.nimbusds.jose.JWSAlgorithm.RS256)
                .generate();
        rows.save(new SigningKey("sig_newer", box.seal(newer.toJSONString(), "sig_newer"), clock.instant()));
        var keys = load();
        assertThat(all(keys)).extracting(JWK::getKeyID).contains("sig_newer").containsAll(old);
        var token = new SigningConfiguration()
                .jwtEncoder(keys)
                .encode(JwtEncoderParameters.from(
                        JwtClaimsSet.builder().subject("x").build()));
        assertThat(token.getHeaders()).containsEntry("kid", "sig_newer");
    }
}
