package io.miniredis.gateway.testing;

import io.miniredis.gateway.breaker.Breakers;
import io.miniredis.kit.testing.TokensForTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.ServerSocket;
import java.time.Duration;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** Starts the gateway in front of {@link Services}; nothing answers where monitoring should. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "SERVICE_CLIENT_SECRET=test",
            "miniredis.gateway.deadline=400ms",
            "miniredis.gateway.command-deadline=3s",
            "miniredis.breaker.open-for=1s",
            "MINIREDIS_LAME_DUCK=0s"
        })
@Import({TokensForTests.class, GatewayTest.Support.class})
public @interface GatewayTest {

    @TestConfiguration(proxyBeanMethods = false)
    class Support {
        /** Longer than any credential is remembered. */
        private static final Duration LONGER_THAN_REMEMBERED = Duration.ofMinutes(1);

        @Bean
        Services services() {
            return new Services();
        }

        @Bean
        ApplicationRunner forgetTheTestBefore(Services services, Breakers breakers, SettableTicker ticker) {
            return arguments -> services.onReset(() -> {
                breakers.reset();
                ticker.advance(LONGER_THAN_REMEMBERED);
            });
        }

        @Bean
        DynamicPropertyRegistrar urls(Services services) {
            return registry -> {
                registry.add("AUTH_SERVICE_URL", services::url);
                registry.add("BACKEND_URL", services::url);
                registry.add("MONITORING_SERVICE_URL", () -> "http://localhost:" + closedPort());
            };
        }

        private static int closedPort() {
            try (var socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            } catch (IOException exception) {
                throw new UncheckedIOException(exception);
            }
        }

        @Bean
        SettableTicker ticker() {
            return new SettableTicker();
        }

        @Bean
        @Lazy
        Gateway gateway(@LocalServerPort int port) {
            return new Gateway(port);
        }
    }
}
