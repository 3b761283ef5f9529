package io.miniredis.backend.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.miniredis.backend.BackendTest;
import io.miniredis.backend.FakeHost.Mood;
import io.miniredis.backend.StoppablePostgres;
import io.miniredis.kit.testing.PostgresForTests;
import io.miniredis.kit.token.Role;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** PostgreSQL ends while a change is recorded. The caller is told to try again, and what is on record is whole. */
@Import(PostgresFaultIntegrationTests.Postgres.class)
@TestPropertySource(properties = PostgresForTests.OWN + "=yes")
@DirtiesContext
class PostgresFaultIntegrationTests extends BackendTest {

    @TestConfiguration(proxyBeanMethods = false)
    static class Postgres {
        @Bean(destroyMethod = "close")
        @Primary
        StoppablePostgres stoppablePostgres() throws IOException {
            return new StoppablePostgres();
        }
    }

    /** How it ends. */
    enum End {
        STOPPED {
            @Override
            void of(StoppablePostgres postgres) throws IOException {
                postgres.stop();
            }
        },
        KILLED {
            @Override
            void of(StoppablePostgres postgres) throws IOException {
                postgres.kill();
            }
        };

        abstract void of(StoppablePostgres postgres) throws IOException;
    }

    private static final String CHANGE = """
            {"name":"invoices","evictionPolicy":"allkeys-lru","persistence":"none"}""";

    private static final String KEY = "Idempotency-Key";

    @Autowired
    private StoppablePostgres postgres;

    private boolean up = true;

    @AfterEach
    void startAgain() throws Exception {
        if (!up) start();
    }

    private void end(End end) throws IOException {
        up = false;
        end.of(postgres);
    }

    private void start() throws IOException {
        postgres.start();
        up = true;
        await("the backend has its database again")
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    var answer = get("/api/v1/databases");
                    if (answer.getResponse().getStatus() == 200) return true;
                    assertTriedLater(answer);
                    return false;
                });
    }

    private CompletableFuture<MvcTestResult> change(String id, String key) {
        var answer = new CompletableFuture<MvcTestResult>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(patch(id, CHANGE, Role.OWNER, KEY, key));
            } catch (Throwable failure) {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    private void assertTriedLater(MvcTestResult answer) {
        assertProblem(answer, 503, "STORE_UNAVAILABLE");
        assertThat(answer.getResponse().getHeader("Retry-After")).isNotBlank();
    }

    private void assertUnchanged(String id) {
        var database = database(id);
        assertThat(database.path("name").asString()).isEqualTo("orders");
        assertThat(database.path("evictionPolicy").asString()).isEqualTo("noeviction");
        assertThat(database.path("persistence").asString()).isEqualTo("aof");
    }

    private void assertChanged(String id) {
        var database = database(id);
        assertThat(database.path("name").asString()).isEqualTo("invoices");
        assertThat(database.path("evictionPolicy").asString()).isEqualTo("allkeys-lru");
        assertThat(database.path("persistence").asString()).isEqualTo("none");
    }

    private long updates(String id) {
        return jdbc.queryForObject(
                "select count(*) from operation where database_id = ? and kind = 'UPDATE'", Long.class, id);
    }

    /** The same call again does it, once. */
    private void assertRepeatingHelps(String id, String key) {
        host.mood = Mood.WILLING;
        assertThat(patch(id, CHANGE, Role.OWNER, KEY, key)).hasStatus(202);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> jdbc.queryForObject(
                                "select count(*) from operation where database_id = ? and status <> 'SUCCEEDED'",
                                Long.class,
                                id)
                        == 0);
        assertChanged(id);
        assertThat(updates(id)).isEqualTo(1);
        assertThat(host.nodes.get(nodeOf(id)).generation()).isEqualTo(2);
        awaitStatus(id, "running");
    }

    @ParameterizedTest
    @EnumSource
    void endWhenTheChangeIsHalfWrittenLeavesNothingOfIt(End end) throws Exception {
        var id = created("orders");
        CompletableFuture<MvcTestResult> answer;
        try (var other = postgres.connect()) {
            holdOperations(other);
            answer = change(id, "half");
            awaitSomebodyWaits(other);
            end(end);
        } catch (SQLException endedWithTheServer) {
            throw new AssertionError(endedWithTheServer);
        }
        assertTriedLater(answer.get(30, TimeUnit.SECONDS));
        start();
        assertThat(updates(id)).isZero();
        assertUnchanged(id);
        assertRepeatingHelps(id, "half");
    }

    /** Nobody opens an operation while this lasts, which is the last thing that a change does before it is committed. */
    private static void holdOperations(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.createStatement().execute("lock table operation in share row exclusive mode");
    }

    private static void awaitSomebodyWaits(Connection connection) {
        await().until(() -> {
            try (var waiting = connection
                    .createStatement()
                    .executeQuery("select 1 from pg_locks where relation = 'operation'::regclass and not granted")) {
                return waiting.next();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void endWhenTheChangeIsOnRecordKeepsAllOfIt(End end) throws Exception {
        var id = created("orders");
        host.mood = Mood.SLOW_TO_START;
        var answer = change(id, "whole");
        await().pollInterval(Duration.ofMillis(5)).until(() -> updates(id) == 1);
        end(end);
        assertTriedLater(answer.get(30, TimeUnit.SECONDS));
        start();
        assertThat(updates(id)).isEqualTo(1);
        assertChanged(id);
        assertRepeatingHelps(id, "whole");
    }

    @Test
    void callsWhenThereIsNoPostgresAreAnsweredInTime() throws Exception {
        var id = created("orders");
        end(End.KILLED);
        var asked = System.nanoTime();
        assertTriedLater(patch(id, CHANGE, Role.OWNER));
        assertTriedLater(get("/api/v1/databases"));
        assertTriedLater(create("{\"name\":\"more\"}"));
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(30));
        start();
        assertUnchanged(id);
        assertThat(body(get("/api/v1/databases")).path("items")).hasSize(1);
    }
}
