package io.miniredis.auth.serviceclient;

import io.miniredis.auth.signing.Issuer;
import io.miniredis.kit.client.ServiceClients;
import io.miniredis.kit.client.ServiceTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.web.client.RestClient;

/** With what this service calls others: a token that it signs itself, and needs no secret for. */
@Configuration(proxyBeanMethods = false)
class OwnTokens {

    private static final String NAME = "auth-service";
    private static final String SCOPE = "organizations";
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    @Bean
    ServiceTokens ownServiceTokens(JwtEncoder encoder, Clock clock) {
        return () -> {
            var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            var claims = JwtClaimsSet.builder()
                    .issuer(Issuer.URI)
                    .subject(NAME)
                    .issuedAt(now)
                    .expiresAt(now.plus(LIFETIME))
                    .claim("scope", List.of(SCOPE))
                    .build();
            return encoder.encode(JwtEncoderParameters.from(claims)).getTokenValue();
        };
    }

    @Bean
    ServiceClients serviceClients(RestClient.Builder builder, ServiceTokens tokens) {
        return new ServiceClients(builder, Duration.ofSeconds(1), Duration.ofSeconds(5), tokens);
    }
}
