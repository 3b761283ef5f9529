package io.miniredis.auth.serviceclient;

import io.miniredis.auth.signing.Issuer;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;

/** Spring Security's authorization server, cut down to client credentials and the public keys. */
@Configuration(proxyBeanMethods = false)
class ServiceClientConfiguration {

    private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(10);

    private static final SecretEncoder encoder = new SecretEncoder();

    @Bean
    @Order(1)
    SecurityFilterChain tokens(HttpSecurity http) {
        return http.securityMatcher("/oauth2/token", "/oauth2/jwks")
                .oauth2AuthorizationServer(server -> server.clientAuthentication(clients ->
                        clients.authenticationProviders(providers -> providers.forEach(it -> {
                            if (it instanceof ClientSecretAuthenticationProvider secrets) {
                                secrets.setPasswordEncoder(encoder);
                            }
                        }))))
                .authorizeHttpRequests(it -> it.anyRequest().authenticated())
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(Customizer.withDefaults())
                .build();
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings() {
        return AuthorizationServerSettings.builder().issuer(Issuer.URI).build();
    }

    @Bean
    OAuth2AuthorizationService authorizations() {
        return new NoAuthorizations();
    }

    @Bean
    RegisteredClientRepository clients(ServiceClientSecrets secrets) {
        return new InMemoryRegisteredClientRepository(secrets.clients().stream()
                .map(ServiceClientConfiguration::registered)
                .toList());
    }

    private static RegisteredClient registered(ServiceClientSecrets.Client client) {
        return RegisteredClient.withId(client.name())
                .clientId(client.name())
                .clientSecret(encoder.encodeAll(client.secrets()))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scopes(it -> it.addAll(client.scopes()))
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(TOKEN_LIFETIME)
                        .build())
                .build();
    }

    /** A service does not ask for its scopes; the framework would give it none. */
    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> scopes() {
        return context -> {
            if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
                context.getClaims().claim("scope", context.getRegisteredClient().getScopes());
            }
        };
    }
}
