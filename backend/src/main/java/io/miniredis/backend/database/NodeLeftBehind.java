package io.miniredis.backend.database;

/** A host still has a node whose database is deleted. */
public record NodeLeftBehind(String hostId, String nodeId) {}
