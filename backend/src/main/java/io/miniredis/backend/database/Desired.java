package io.miniredis.backend.database;

/** What a tenant wishes its database to be. */
public enum Desired {
    RUNNING,
    STOPPED,
    DELETED
}
