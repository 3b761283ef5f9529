package io.miniredis.backend.host;

import io.miniredis.kit.host.HostReport;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;

/** A machine that runs a node-manager, as it last described itself. */
@Entity
public class Host {

    /** After this much silence a host counts as lost: three heartbeats. */
    public static final Duration SILENCE = Duration.ofSeconds(15);

    @Id
    private String id;

    private String url;
    private String publicHost;
    private int portStart;
    private int portEnd;
    private long memoryBytes;
    private String engine;
    private String engineVersion;
    private boolean tls;
    private String isolation;
    private Instant lastSeen;

    @SuppressWarnings("NullAway.Init") // JPA fills it
    protected Host() {}

    public String id() {
        return id;
    }

    /** Where its node-manager answers. */
    public String url() {
        return url;
    }

    public String publicHost() {
        return publicHost;
    }

    public long memoryBytes() {
        return memoryBytes;
    }

    /** How many nodes its port pool has room for. */
    public int ports() {
        return portEnd - portStart + 1;
    }

    public String engine() {
        return engine;
    }

    public String engineVersion() {
        return engineVersion;
    }

    /** Whether its engine can speak TLS. */
    public boolean tls() {
        return tls;
    }

    public Instant lastSeen() {
        return lastSeen;
    }

    public boolean lostAt(Instant now) {
        return lastSeen.plus(SILENCE).isBefore(now);
    }

    static Object[] columns(String id, HostReport report, Instant now) {
        return new Object[] {
            id,
            report.url(),
            report.publicHost(),
            report.portStart(),
            report.portEnd(),
            report.memoryBytes(),
            report.engine(),
            report.engineVersion(),
            report.tls(),
            String.join(" ", report.isolation()),
            now.atOffset(java.time.ZoneOffset.UTC)
        };
    }
}
