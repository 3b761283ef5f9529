package io.miniredis.auth.web;

import io.miniredis.kit.token.TokenSecurity;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Who may call what, apart from {@code /oauth2}. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    @Bean
    @Order(2)
    SecurityFilterChain endpoints(HttpSecurity http, TokenSecurity tokens) {
        return tokens.chain(
                http,
                rules -> rules.requestMatchers(
                                HttpMethod.POST,
                                "/api/v1/auth/signup",
                                "/api/v1/auth/login",
                                "/api/v1/auth/login/passkey",
                                "/api/v1/auth/login/passkey/options",
                                "/api/v1/auth/verification/confirm",
                                "/api/v1/auth/password/forgot",
                                "/api/v1/auth/password/reset",
                                "/api/v1/invitations/look")
                        .permitAll()
                        .requestMatchers(
                                HttpMethod.GET,
                                "/api/v1/auth/providers",
                                "/api/v1/auth/providers/*/login",
                                "/api/v1/auth/providers/*/callback")
                        .permitAll()
                        .requestMatchers("/internal/audit/**")
                        .hasAuthority("SCOPE_audit")
                        .requestMatchers("/internal/**")
                        .hasAuthority("SCOPE_exchange")
                        .requestMatchers("/api/v1/**")
                        .hasAuthority(TokenSecurity.TENANT));
    }
}
