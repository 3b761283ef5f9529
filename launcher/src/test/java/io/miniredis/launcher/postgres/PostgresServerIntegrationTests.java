package io.miniredis.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.miniredis.launcher.process.FileTree;
import io.miniredis.launcher.stack.Database;
import io.miniredis.launcher.stack.Secrets;
import io.miniredis.launcher.stack.Settings;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresServerIntegrationTests {

    private static Path home;
    private static Settings settings;
    private static Secrets secrets;
    private static PostgresServer postgres;

    @BeforeAll
    static void start() throws IOException {
        home = Files.createTempDirectory("pg");
        settings =
                Settings.from(Map.of("MINIREDIS_HOME", home.toString(), "POSTGRES_PORT", String.valueOf(freePort())));
        settings.folders().make();
        secrets = new Secrets(settings.folders().secrets(), new SecureRandom());
        secrets.ensure(false);
        postgres = PostgresServer.of(settings, secrets);
        postgres.ensureRunning();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.stop(Duration.ofSeconds(20));
        FileTree.delete(home);
    }

    @Test
    void loginWithTheOwnersPasswordSucceedsAndIsDurable() throws SQLException {
        try (var session = login(Database.MAIN, Database.MAIN.password(secrets))) {
            assertThat(ask(session, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(session, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(session, "SHOW data_checksums")).isEqualTo("on");
            assertThat(ask(session, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void loginWithAWrongPasswordOrToTheOthersDatabaseIsRefused() {
        assertThatThrownBy(() -> login(Database.MAIN, "wrong")).isInstanceOf(SQLException.class);
        assertThatThrownBy(
                        () -> open(Database.AUTH.database(), Database.MAIN.database(), Database.MAIN.password(secrets)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("CONNECT");
    }

    @Test
    void aRunningServerIsAdopted() {
        var running = postgres.find().orElseThrow();

        var byAnother = PostgresServer.of(settings, secrets);
        byAnother.ensureRunning();

        assertThat(byAnother.find()).contains(running);
    }

    @Test
    void aKilledServerComesBackWithItsRows() throws SQLException {
        try (var session = login(Database.AUTH, Database.AUTH.password(secrets));
                var statement = session.createStatement()) {
            statement.execute("CREATE TABLE kept (word text)");
            statement.execute("INSERT INTO kept VALUES ('still here')");
        }
        var killed = postgres.find().orElseThrow();
        killed.destroyForcibly();
        killed.onExit().join();

        // its children notice a little later and hold the shared memory until then
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
            postgres.ensureRunning();
            assertThat(postgres.find()).isPresent();
        });

        try (var session = login(Database.AUTH, Database.AUTH.password(secrets))) {
            assertThat(ask(session, "SELECT word FROM kept")).isEqualTo("still here");
        }
    }

    private static Connection login(Database database, String password) throws SQLException {
        return open(database.database(), database.database(), password);
    }

    private static Connection open(String database, String user, String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(settings.postgresPort(), database), user, password);
    }

    private static String ask(Connection session, String query) throws SQLException {
        try (var statement = session.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
