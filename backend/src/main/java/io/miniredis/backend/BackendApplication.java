package io.miniredis.backend;

import io.miniredis.backend.certificate.AuthorityStore;
import io.miniredis.kit.secret.Resealing;
import io.miniredis.kit.secret.SecretBox;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Starts the backend. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class BackendApplication {

    public static void main(String[] args) {
        SpringApplication.run(BackendApplication.class, args);
    }

    /** Nothing opens a stored secret before this: what can be done about a lost key is done by then. */
    @Bean
    SecretBox secretBox(
            @Value("${miniredis.secret-key}") String key,
            @Value("${miniredis.secret-key-lost}") boolean lost,
            JdbcClient jdbc) {
        var box = new SecretBox(key);
        if (lost) new LostSecrets(jdbc, box).replace();
        return box;
    }

    @Bean
    Resealing resealing(JdbcClient jdbc, SecretBox box) {
        var resealing = new Resealing(
                jdbc,
                box,
                List.of(
                        Resealing.Column.of("database", "id", "sealed_password"),
                        Resealing.Column.of("database", "id", "sealed_previous_password"),
                        Resealing.Column.of("database", "id", "sealed_ended_password"),
                        Resealing.Column.of("database", "id", "sealed_monitor_password"),
                        AuthorityStore.SEALED));
        return resealing.requireKey();
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http, io.miniredis.kit.token.TokenSecurity tokens) {
        return tokens.chain(
                http,
                it -> it.requestMatchers("/api/v1/certificate-authority")
                        .permitAll()
                        .requestMatchers("/api/v1/**")
                        .hasAuthority(io.miniredis.kit.token.TokenSecurity.TENANT)
                        .requestMatchers("/internal/hosts/**")
                        .hasAuthority("SCOPE_hosts")
                        .requestMatchers("/internal/targets", "/internal/certificate-authority")
                        .hasAuthority("SCOPE_targets")
                        .requestMatchers("/internal/organizations/**")
                        .hasAuthority("SCOPE_organizations"));
    }
}
