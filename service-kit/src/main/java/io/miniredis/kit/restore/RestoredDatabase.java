package io.miniredis.kit.restore;

import io.miniredis.kit.audit.Integrity;
import java.io.PrintStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Does to a restored database what the service would do first, and looks whether its record is whole. It is started with a service's own
 * jar on the class path, whose migrations are then the ones that run. Nothing else of the service starts: a restore test has neither its
 * keys nor its neighbours.
 */
public final class RestoredDatabase {

    private final DataSource database;
    private final String service;
    private final PrintStream out;

    public RestoredDatabase(DataSource database, String service, PrintStream out) {
        this.database = database;
        this.service = service;
        this.out = out;
    }

    /**
     * Exit code 0: migrated and whole. 1: not, and it says why.
     *
     * @param args the service's name, the JDBC URL and the user; the password is the variable {@code PGPASSWORD}
     */
    public static void main(String[] args) {
        var source = new DriverManagerDataSource(args[1], args[2], System.getenv("PGPASSWORD"));
        System.exit(new RestoredDatabase(source, args[0], System.out).check() ? 0 : 1);
    }

    public boolean check() {
        return migrates() && recordIsWhole();
    }

    private boolean migrates() {
        // as Spring Boot sets it up: what is recorded must be what this release has, but for what a newer one added
        var flyway = Flyway.configure().dataSource(database).load();
        if (flyway.info().current() == null) {
            out.println(service + ": no migration is recorded in this database: it is none of the platform's");
            return false;
        }
        try {
            var result = flyway.migrate();
            out.printf(
                    "%s: schema version %s, %d migrations run%n",
                    service, flyway.info().current().getVersion(), result.migrationsExecuted);
            return true;
        } catch (FlywayException failed) {
            out.println(service + ": this release's migrations do not run on it: " + failed.getMessage());
            return false;
        }
    }

    private boolean recordIsWhole() {
        var part = Integrity.of(database, service).check();
        out.printf(
                "%s: %d audit events, %s%n",
                service, part.events(), part.whole() ? "one chain" : "the chain is broken at " + part.brokenAt());
        return part.whole();
    }
}
