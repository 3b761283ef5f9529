package io.miniredis.backend.plan;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.Immutable;

/** Named limits that a tenant can order. Plans are data, seeded by migration. */
@Entity
@Immutable
public class Plan {

    @Id
    private String id;

    private int position;
    private long memoryBytes;
    private int maxConnections;
    private int maxDatabases;

    @SuppressWarnings("NullAway.Init") // JPA fills it
    protected Plan() {}

    public String id() {
        return id;
    }

    /** {@code maxmemory} of each node, in bytes. */
    public long memoryBytes() {
        return memoryBytes;
    }

    public int maxConnections() {
        return maxConnections;
    }

    /** How many databases of this plan one organization may have. */
    public int maxDatabases() {
        return maxDatabases;
    }
}
