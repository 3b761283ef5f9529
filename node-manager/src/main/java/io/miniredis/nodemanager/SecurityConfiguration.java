package io.miniredis.nodemanager;

import io.miniredis.kit.token.TokenSecurity;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Only the backend may drive nodes. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    SecurityFilterChain security(HttpSecurity http, TokenSecurity tokens) {
        return tokens.chain(
                http, rules -> rules.requestMatchers("/nodes/**", "/nodes").hasAuthority("SCOPE_nodes"));
    }
}
