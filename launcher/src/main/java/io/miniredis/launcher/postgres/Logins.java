package io.miniredis.launcher.postgres;

import io.miniredis.launcher.process.LaunchFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Sessions on the embedded server. */
final class Logins {

    static final String SUPERUSER = "postgres";

    private static final String PATIENCE_SECONDS = "2";
    private static final String WRONG_PASSWORD = "28P01";

    private final int port;
    private final String password;

    Logins(int port, String password) {
        this.port = port;
        this.password = password;
    }

    /** @throws LaunchFailure when a server answers there that does not know our password, which no waiting changes */
    boolean superuserGetsIn() {
        try (var session = open(SUPERUSER, SUPERUSER, password)) {
            return session.isValid(2);
        } catch (SQLException exception) {
            if (WRONG_PASSWORD.equals(exception.getSQLState())) {
                throw new LaunchFailure(
                        "PostgreSQL on port %d does not accept the password in secrets/postgres: it is another server (set "
                                        .formatted(port)
                                + "POSTGRES_PORT), or the file was changed (put it back)",
                        exception);
            }
            return false;
        }
    }

    Connection open(String database, String user, String userPassword) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", userPassword);
        properties.setProperty("loginTimeout", PATIENCE_SECONDS);
        properties.setProperty("connectTimeout", PATIENCE_SECONDS);
        properties.setProperty("socketTimeout", "60");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), properties);
    }

    /** Makes a database and the role of the same name that owns it, or gives that role its password anew. */
    void ensureDatabase(String nameAndOwner, String ownerPassword) {
        try (var session = open(SUPERUSER, SUPERUSER, password);
                var statement = session.createStatement()) {
            var verb = exists(session, "SELECT 1 FROM pg_roles WHERE rolname = ?", nameAndOwner) ? "ALTER" : "CREATE";
            if (verb.equals("CREATE") || !getsIn(nameAndOwner, ownerPassword)) {
                // neither name nor password can hold a quote: they are ours, base64 at most
                statement.execute("%s ROLE %s LOGIN PASSWORD '%s'".formatted(verb, nameAndOwner, ownerPassword));
            }
            if (!exists(session, "SELECT 1 FROM pg_database WHERE datname = ?", nameAndOwner)) {
                statement.execute("CREATE DATABASE %s OWNER %s".formatted(nameAndOwner, nameAndOwner));
                statement.execute("REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(nameAndOwner));
            }
        } catch (SQLException exception) {
            throw new LaunchFailure("PostgreSQL refuses to make the database " + nameAndOwner, exception);
        }
    }

    void dropDatabase(String nameAndOwner) {
        try (var session = open(SUPERUSER, SUPERUSER, password);
                var statement = session.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(nameAndOwner));
            statement.execute("DROP ROLE IF EXISTS " + nameAndOwner);
        } catch (SQLException exception) {
            throw new LaunchFailure("PostgreSQL refuses to drop the database " + nameAndOwner, exception);
        }
    }

    private boolean getsIn(String nameAndOwner, String ownerPassword) {
        try (var session = open(nameAndOwner, nameAndOwner, ownerPassword)) {
            return session.isValid(2);
        } catch (SQLException refused) {
            return false;
        }
    }

    private static boolean exists(Connection session, String query, String name) throws SQLException {
        try (var statement = session.prepareStatement(query)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }
}
