package io.miniredis.auth.signing;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.secret.Resealing;
import io.miniredis.kit.secret.SecretBox;
import io.miniredis.kit.token.RememberingJwtDecoder;
import java.time.Clock;
import java.util.List;
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
            SigningProperties properties,
            TransactionOperations transaction,
            Audit audit,
            Clock clock) {
        return new SigningKeys(rows, box, new Schedule(properties.rotateAfter()), transaction, audit, clock);
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
