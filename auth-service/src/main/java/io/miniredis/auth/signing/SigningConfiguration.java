package io.miniredis.auth.signing;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.secret.SecretBox;
import io.miniredis.kit.token.RememberingJwtDecoder;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.transaction.support.TransactionOperations;

/** Signing and checking with this service's own keys: it asks nobody over HTTP, not even itself. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class SigningConfiguration {

    @Bean
    SecretBox secretBox(@Value("${miniredis.secret-key}") String key) {
        return new SecretBox(key);
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
    JwtEncoder jwtEncoder(JWKSource<SecurityContext> keys) {
        var encoder = new NimbusJwtEncoder(keys);
        encoder.setJwkSelector(List<JWK>::getFirst);
        return encoder;
    }

    @Bean
    JwtDecoder jwtDecoder(JWKSource<SecurityContext> keys, Clock clock) {
        var decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .build();
        decoder.setJwtValidator(JwtValidators.createDefaultWithIssuer(Issuer.URI));
        return new RememberingJwtDecoder(decoder, clock);
    }
}
