package io.miniredis.backend.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.backend.BackendTest;
import io.miniredis.kit.restore.RestoredDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What the restore test of the image {@code backup} has run on what it restored; here on a copy of the backend's own database. */
class RestoredDatabaseIntegrationTests extends BackendTest {

    private static final String TAMPERED = """
            alter table audit_event disable trigger all;
            update audit_event set action = 'nothing' where sequence = (select max(sequence) from audit_event);
            alter table audit_event enable trigger all
            """;

    @Autowired
    private DataSource backends;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private JdbcTemplate restored;

    @BeforeEach
    void makeDatabase() throws SQLException {
        jdbc.execute("create database restored");
        try (var connection = backends.getConnection()) {
            var url = connection.getMetaData().getURL().replaceFirst("/[^/?]+(\\?|$)", "/restored$1");
            var user = connection.getMetaData().getUserName();
            restored = new JdbcTemplate(new DriverManagerDataSource(url, user, password()));
        }
    }

    private String password() {
        return ((com.zaxxer.hikari.HikariDataSource) backends).getPassword();
    }

    @AfterEach
    void dropDatabase() {
        jdbc.execute("drop database restored with (force)");
    }

    private Flyway migrations() {
        return migrationsTo("latest");
    }

    private Flyway migrationsTo(String version) {
        return Flyway.configure()
                .dataSource(restored.getDataSource())
                .target(version)
                .load();
    }

    private boolean check() {
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new RestoredDatabase(restored.getDataSource(), "backend", out).check();
    }

    @Test
    void checkWhenItIsOfAnOlderReleaseMigratesIt() {
        migrationsTo("3").migrate();
        assertThat(check()).isTrue();
        assertThat(migrations().info().pending()).isEmpty();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("0 audit events, one chain");
    }

    @Test
    void checkWhenAnEventWasChangedFindsIt() {
        migrations().migrate();
        created("orders");
        copyRecord();
        assertThat(check()).isTrue();
        restored.execute(TAMPERED);
        assertThat(check()).isFalse();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("the chain is broken at aud_");
    }

    private void copyRecord() {
        restored.execute("alter table audit_chain disable trigger all; delete from audit_chain");
        for (var table : new String[] {"audit_event", "audit_chain"}) {
            for (var row : jdbc.queryForList("select to_jsonb(t)::text from " + table + " t order by 1", String.class))
                restored.update(
                        "insert into %1$s select * from jsonb_populate_record(null::%1$s, ?::jsonb)".formatted(table),
                        row);
        }
    }

    @Test
    void checkWhenAMigrationIsOtherThanTheReleasesRefuses() {
        migrations().migrate();
        restored.update("update flyway_schema_history set checksum = 1 where version = '2'");
        assertThat(check()).isFalse();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("do not run on it");
    }

    @Test
    void checkWhenTheDatabaseIsEmptyRefuses() {
        assertThat(check()).isFalse();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("none of the platform's");
    }
}
