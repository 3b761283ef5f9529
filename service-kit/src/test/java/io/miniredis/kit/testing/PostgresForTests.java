package io.miniredis.kit.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A real PostgreSQL for a test: in a container where a Docker engine has the image, else embedded. The environment variable
 * TEST_POSTGRES ({@code auto}, {@code embedded}, {@code container}) decides otherwise. A test that brings its own, to hurt it, sets the
 * property {@link #OWN}.
 */
@TestConfiguration(proxyBeanMethods = false)
public class PostgresForTests {

    /** Set to anything, there is no other PostgreSQL than the test's own. */
    public static final String OWN = "test.postgres.own";

    /** The image that compose and the chart run too. */
    public static final String IMAGE = "postgres:18";

    @TestConfiguration(proxyBeanMethods = false)
    @Conditional(InContainer.class)
    static class Container {
        @Bean
        @ServiceConnection
        PostgreSQLContainer postgres() {
            return new PostgreSQLContainer(IMAGE)
                    .withCommand("postgres", "-c", "fsync=off", "-c", "listen_addresses=*")
                    // by TCP: while it initializes, it answers on its socket alone, and says in its log that it is
                    // ready
                    .waitingFor(Wait.forSuccessfulCommand("pg_isready -q -h 127.0.0.1"));
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    @Conditional(Embedded.class)
    static class EmbeddedServer {
        @Bean(destroyMethod = "close")
        EmbeddedPostgres embeddedPostgres() throws IOException {
            return EmbeddedPostgres.builder().start();
        }

        @Bean
        JdbcConnectionDetails connection(EmbeddedPostgres postgres) {
            return new JdbcConnectionDetails() {
                @Override
                public String getUsername() {
                    return "postgres";
                }

                @Override
                public String getPassword() {
                    return "postgres";
                }

                @Override
                public String getJdbcUrl() {
                    return postgres.getJdbcUrl("postgres", "postgres");
                }
            };
        }
    }

    static class InContainer implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return useContainer() && !hasOwn(context);
        }
    }

    static class Embedded implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !useContainer() && !hasOwn(context);
        }
    }

    private static boolean hasOwn(ConditionContext context) {
        return context.getEnvironment().containsProperty(OWN);
    }

    private static final class Choice {
        static final boolean CONTAINER = choose();

        private static boolean choose() {
            var wish = System.getenv().getOrDefault("TEST_POSTGRES", "auto").toLowerCase(Locale.ROOT);
            return switch (wish) {
                case "container" -> true;
                case "embedded" -> false;
                // asked of the engine itself: Testcontainers would first try to pull its helper image, for minutes
                default -> hasImage(IMAGE) && (hasImage("testcontainers/ryuk:0.14.0") || ryukIsDisabled());
            };
        }

        private static boolean ryukIsDisabled() {
            return "true".equals(System.getenv("TESTCONTAINERS_RYUK_DISABLED"));
        }

        private static boolean hasImage(String image) {
            try {
                var docker = new ProcessBuilder("docker", "image", "inspect", image)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (docker.waitFor(5, TimeUnit.SECONDS)) return docker.exitValue() == 0;
                docker.destroyForcibly();
                return false;
            } catch (IOException noDocker) {
                return false;
            } catch (InterruptedException exception) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    private static boolean useContainer() {
        return Choice.CONTAINER;
    }
}
