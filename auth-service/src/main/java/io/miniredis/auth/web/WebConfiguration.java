package io.miniredis.auth.web;

import io.miniredis.kit.problem.Problem;
import io.miniredis.kit.problem.ProblemWriter;
import io.miniredis.kit.token.TokenSecurity;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** Who may call what, apart from {@code /oauth2}. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    @Bean
    @Order(2)
    SecurityFilterChain endpoints(HttpSecurity http, TokenSecurity tokens) {
        return tokens.chain(
                http,
                rules -> rules.requestMatchers(HttpMethod.POST, "/api/v1/auth/signup", "/api/v1/auth/login")
                        .permitAll()
                        .requestMatchers("/internal/**")
                        .hasAuthority("SCOPE_exchange")
                        .requestMatchers("/api/v1/**")
                        .hasAuthority(TokenSecurity.TENANT));
    }

    /** What the firewall of Spring Security refuses, such as encoded slashes, names nothing here. */
    @Bean
    RequestRejectedHandler rejected(ProblemWriter problems) {
        return (request, response, exception) -> problems.write(
                response, Problem.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "There is nothing at this path."));
    }
}
