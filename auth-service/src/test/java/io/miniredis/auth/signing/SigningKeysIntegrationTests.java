package io.miniredis.auth.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.miniredis.auth.testing.AuthService;
import io.miniredis.auth.testing.AuthServiceTest;
import io.miniredis.auth.testing.SettableClock;
import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.client.ServiceClients;
import io.miniredis.kit.secret.Ids;
import io.miniredis.kit.secret.Resealing;
import io.miniredis.kit.secret.SecretBox;
import io.miniredis.kit.secret.Unopened;
import io.miniredis.kit.token.PublicKeys;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.client.RestClient;

@AuthServiceTest
@DirtiesContext
class SigningKeysIntegrationTests {

    private static final Duration EVERY = Duration.ofDays(30);

    @Autowired
    SigningKeyRows rows;

    @Autowired
    SecretBox box;

    @Autowired
    Resealing resealing;

    @Autowired
    Audit audit;

    @Autowired
    TransactionOperations transaction;

    @Autowired
    SettableClock clock;

    @Autowired
    JdbcTemplate jdbc;

    /** Of the running service. */
    @Autowired
    SigningKeys running;

    @Autowired
    AuthService auth;

    @Autowired
    JwtEncoder encoder;

    @Autowired
    JwtDecoder ownDecoder;

    @LocalServerPort
    int port;

    @BeforeEach
    void startOver() {
        clock.reset();
        jdbc.update("delete from signing_key");
        running.refresh();
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    private SigningKeys load() {
        return new SigningKeys(rows, box, new Schedule(EVERY), transaction, audit, clock);
    }

    private static List<String> kids(SigningKeys keys) {
        return keys.get(new JWKSelector(new JWKMatcher.Builder().build()), null).stream()
                .map(JWK::getKeyID)
                .sorted()
                .toList();
    }

    private List<List<String>> atOnce(Callable<List<String>> what) throws Exception {
        try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            return replicas.invokeAll(Stream.generate(() -> what).limit(4).toList()).stream()
                    .map(it -> it.resultNow())
                    .distinct()
                    .toList();
        }
    }

    @Test
    void newWhenReplicasStartAtOnceAgreeOnOneKey() throws Exception {
        jdbc.update("delete from signing_key");
        var kids = atOnce(() -> kids(load()));
        assertThat(kids).hasSize(1);
        assertThat(kids.getFirst()).hasSize(1);
        assertThat(jdbc.queryForObject("select sealed_jwk from signing_key", String.class))
                .startsWith("k1.")
                .doesNotContain("\"d\"");
    }

    @Test
    void refreshWhenReplicasRotateAtOnceMakeOneKey() throws Exception {
        clock.advance(EVERY.minus(Schedule.AHEAD));
        var kids = atOnce(() -> kids(load()));
        assertThat(kids).hasSize(1);
        assertThat(kids.getFirst()).hasSize(2);
    }

    /** As after a restore to which nobody has the key. */
    @Test
    void newWhenTheStoredKeyDoesNotOpenEndsUntilItIsGivenUp() {
        var another = new SecretBox("k1:"
                + Base64.getEncoder()
                        .encodeToString(
                                "another key of 32 bytes, no more!".substring(1).getBytes()));
        var lost = kids(running).getFirst();
        jdbc.update("update signing_key set sealed_jwk = ?", another.seal("{}", lost));
        clock.advance(EVERY);
        assertThatThrownBy(this::load).isInstanceOf(Unopened.class);
        assertThat(jdbc.queryForList("select kid from signing_key", String.class))
                .as("though the next is due")
                .containsExactly(lost);
        SigningConfiguration.removeWhatDoesNotOpen(rows, box);
        assertThat(kids(load())).hasSize(1).doesNotContain(lost);
    }

    @Test
    void getWhenAKeyIsPublishedAheadSignsWithItOnlyWhenItsTimeHasCome() {
        var first = kids(running).getFirst();
        clock.advance(EVERY.minus(Schedule.AHEAD));
        running.refresh();
        assertThat(kids(running)).hasSize(2).contains(first);
        assertThat(sign()).isEqualTo(first);
        // without any look at the database
        clock.advance(Schedule.AHEAD);
        assertThat(sign()).isNotEqualTo(first);
    }

    private Object sign() {
        return signed().getHeaders().get("kid");
    }

    private Jwt signed() {
        return encoder.encode(
                JwtEncoderParameters.from(JwtClaimsSet.builder().subject("x").build()));
    }

    /** As every other service checks, but remembering nothing: over HTTP, with the kit's own source. */
    private JwtDecoder otherService() {
        var http = RestClient.builder()
                .requestFactory(ServiceClients.requests(Duration.ofSeconds(1), Duration.ofSeconds(3)))
                .build();
        var keys = new PublicKeys(http, "http://localhost:%d/oauth2/jwks".formatted(port), clock);
        return NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithms(it -> it.addAll(Set.of(SignatureAlgorithm.ES256, SignatureAlgorithm.RS256)))
                .build();
    }

    /** Puts a key in place of the present one as versions before ADR 12 made it. */
    private void haveAnRsaKey() throws JOSEException {
        var now = clock.instant();
        var key = new RSAKeyGenerator(2048)
                .keyID(Ids.next("sig", clock))
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .generate();
        jdbc.update("delete from signing_key");
        rows.save(new SigningKey(key.getKeyID(), box.seal(key.toJSONString(), key.getKeyID()), now, now));
        running.refresh();
    }

    @Test
    void newWhenThereIsNoneSignsWithES256() {
        assertThat(signed().getHeaders().get("alg")).hasToString("ES256");
        assertThat(auth.get("/oauth2/jwks", null).response().body()).contains("\"P-256\"");
    }

    /** An update of the platform: calls go on while a key of another kind is published, takes over, and the old one is removed. */
    @Test
    void rotationWhenTheKeyBeforeIsOfTheOldKindRefusesNobody() throws Exception {
        haveAnRsaKey();
        assertThat(rotateUnderTraffic()).containsExactlyInAnyOrder("RS256", "ES256");
    }

    @Test
    void rotationWhenUnderTrafficRefusesNobody() throws Exception {
        assertThat(rotateUnderTraffic()).containsExactly("ES256");
        assertThat(jdbc.queryForObject("select count(*) from signing_key", Integer.class))
                .isOne();
    }

    /** None is ever refused. @return the algorithms that were used */
    private Set<Object> rotateUnderTraffic() throws Exception {
        var session = auth.signUp(AuthService.newEmail()).session();
        var service = otherService();
        var tokens = new ConcurrentLinkedQueue<Jwt>();
        Runnable traffic = () -> tokens.add(service.decode(auth.tenantToken(session)));
        var steps = List.of(
                EVERY.minus(Schedule.AHEAD), Schedule.AHEAD.minusSeconds(5), Duration.ofSeconds(10), Schedule.KEPT);
        for (var step : steps) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var calls = Stream.generate(() -> Executors.callable(traffic))
                        .limit(10)
                        .map(threads::submit)
                        .toList();
                clock.advance(step);
                running.refresh();
                for (var call : calls) call.get();
            }
            traffic.run();
        }
        assertThat(headers(tokens, "kid")).hasSize(2);
        return headers(tokens, "alg");
    }

    private static Set<Object> headers(Collection<Jwt> tokens, String name) {
        return tokens.stream().map(it -> it.getHeaders().get(name)).collect(Collectors.toSet());
    }

    @Test
    void rotationWhenOverRefusesTheOldKeyAndTakesBothBefore() throws JOSEException {
        haveAnRsaKey();
        var service = otherService();
        var claims = JwtClaimsSet.builder()
                .issuer(Issuer.URI)
                .subject("x")
                .expiresAt(clock.instant().plus(EVERY.multipliedBy(3)))
                .build();
        var old = encoder.encode(JwtEncoderParameters.from(claims)).getTokenValue();
        clock.advance(EVERY.minus(Schedule.AHEAD));
        running.refresh();
        clock.advance(Schedule.AHEAD);
        running.refresh();
        var fresh = encoder.encode(JwtEncoderParameters.from(claims)).getTokenValue();
        for (var token : List.of(old, fresh)) {
            assertThat(service.decode(token).getSubject()).isEqualTo("x");
        }
        assertThat(ownDecoder.decode(fresh).getSubject()).isEqualTo("x");
        clock.advance(Schedule.KEPT);
        running.refresh();
        assertThat(service.decode(fresh).getSubject()).isEqualTo("x");
        assertThatThrownBy(() -> service.decode(old)).isInstanceOf(BadJwtException.class);
        assertThatThrownBy(() -> ownDecoder.decode(old)).isInstanceOf(BadJwtException.class);
    }

    @Test
    void refreshWhenTheFirstSecretKeyChangesSealsAnew() {
        var first = kids(running);
        var old = Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes());
        var next = Base64.getEncoder().encodeToString("fedcba9876543210fedcba9876543210".getBytes());
        var both = new SecretBox("k2:%s,k1:%s".formatted(next, old));
        assertThat(kids(new SigningKeys(rows, both, new Schedule(EVERY), transaction, audit, clock)))
                .isEqualTo(first);
        assertThat(jdbc.queryForObject("select sealed_jwk from signing_key", String.class))
                .startsWith("k2.");
        // the old key is not needed any more
        var alone = new SecretBox("k2:" + next);
        assertThat(kids(new SigningKeys(rows, alone, new Schedule(EVERY), transaction, audit, clock)))
                .isEqualTo(first);
        assertThatThrownBy(this::load).hasMessageContaining("k2");
    }

    /** So that none is forgotten when a key of the house is taken away. */
    @Test
    void everySealedColumnIsSealedAnewWhenTheKeyChanges() {
        var sealed = jdbc.queryForList("""
                select table_name || '.' || column_name from information_schema.columns
                where table_schema = 'public' and column_name like 'sealed%'
                """, String.class);
        assertThat(resealing.places()).doesNotContain("signing_key.sealed_jwk");
        assertThat(sealed)
                .contains("signing_key.sealed_jwk")
                .hasSize(1 + resealing.places().size());
        assertThat(sealed).containsAll(resealing.places());
    }

    /** What to do with a key that was stolen: remove it. Within a minute each replica has another. */
    @Test
    void refreshWhenKeysWereRemovedByHandMakesAnother() {
        var stolen = kids(running);
        jdbc.update("delete from signing_key");
        running.refresh();
        assertThat(kids(running)).hasSize(1).doesNotContainAnyElementsOf(stolen);
    }
}
