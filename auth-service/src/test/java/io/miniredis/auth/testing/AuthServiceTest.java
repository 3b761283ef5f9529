package io.miniredis.auth.testing;

import io.miniredis.kit.testing.PostgresForTests;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** Starts the whole service on a real PostgreSQL; one start serves all tests that carry this. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "MINIREDIS_SECRET_KEY=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
            "CLIENT_SECRET_API_GATEWAY=test-secret-of-api-gateway",
            "CLIENT_SECRET_BACKEND=test-secret-of-backend",
            "CLIENT_SECRET_NODE_MANAGER=test-secret-of-node-manager",
            "CLIENT_SECRET_MONITORING_SERVICE=test-secret-of-monitoring-service"
        })
@Import({PostgresForTests.class, AuthServiceTest.Support.class})
public @interface AuthServiceTest {

    @TestConfiguration(proxyBeanMethods = false)
    class Support {
        @Bean
        SettableClock clock() {
            return new SettableClock();
        }

        @Bean
        Mailbox mailbox() throws IOException {
            return new Mailbox(Files.createTempDirectory("miniredis-mail-of-test"));
        }

        @Bean
        DynamicPropertyRegistrar mailFolder(Mailbox mailbox) {
            return registry ->
                    registry.add("MINIREDIS_MAIL_DIR", () -> mailbox.folder().toString());
        }

        @Bean
        @Lazy
        AuthService authService(@LocalServerPort int port) {
            return new AuthService(port);
        }
    }
}
