package io.miniredis.auth.signing;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.secret.Resealing;
import io.miniredis.kit.secret.SecretBox;
import io.miniredis.kit.token.RememberingJwtDecoder;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.transaction.support.TransactionOperations;

/** Signing and checking with this service's own keys: it asks nobody over HTTP, not even itself. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class SigningConfiguration {

    private static final Logger log = LoggerFactory.getLogger(SigningConfiguration.class);

    @Bean
    SecretBox secretBox(@Value("${miniredis.secret-key}") String key) {
        return new SecretBox(key);
    }

    /** The signing keys are sealed anew by their rotation, which holds its lock meanwhile. */
    @Bean
    Resealing resealing(JdbcClient jdbc, SecretBox box) {
        return new Resealing(
                jdbc,
                box,
                List.of(
                        Resealing.Column.of("two_factor", "user_id", "sealed_secret"),
                        Resealing.Column.of("mail", "id", "sealed")));
    }

    @Bean
    SigningKeys signingKeys(
            SigningKeyRows rows,
            SecretBox box,
            @Value("${miniredis.secret-key-lost}") boolean lost,
            SigningProperties properties,
            TransactionOperations transaction,
            Audit audit,
            Clock clock) {
        if (lost) removeWhatDoesNotOpen(rows, box);
        return new SigningKeys(rows, box, new Schedule(properties.rotateAfter()), transaction, audit, clock);
    }

    /**
     * Before anything reads them: a key that does not open would keep the service from starting. Sessions and API keys are no part of it;
     * whoever has one gets tokens of a new key.
     */
    static void removeWhatDoesNotOpen(SigningKeyRows rows, SecretBox box) {
        var lost = rows.findAllByOrderBySignsFromDescKidDesc().stream()
                .filter(it -> !box.opens(it.sealedJwk(), it.kid()))
                .toList();
        lost.forEach(rows::delete);
        log.warn("removed {} signing keys that do not open; take MINIREDIS_SECRET_KEY_LOST away now", lost.size());
    }

    @Bean
    JwtEncoder jwtEncoder(SigningKeys keys) {
        return new TurnTakingEncoder(keys);
    }

    @Bean
    JwtDecoder jwtDecoder(JWKSource<SecurityContext> keys, Clock clock) {
        return RememberingJwtDecoder.of(keys, Issuer.URI, clock);
    }
}
