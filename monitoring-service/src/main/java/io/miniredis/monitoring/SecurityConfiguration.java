package io.miniredis.monitoring;

import io.miniredis.kit.token.TokenSecurity;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Measurements are for tenants only; which of them each may see, the features check by organization. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    SecurityFilterChain chain(HttpSecurity http, TokenSecurity tokens) {
        return tokens.chain(
                http, it -> it.requestMatchers(HttpMethod.GET, "/api/v1/**").hasAuthority(TokenSecurity.TENANT));
    }
}
