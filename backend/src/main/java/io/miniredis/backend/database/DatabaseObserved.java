package io.miniredis.backend.database;

/** A host reported something new about a database. Published inside the transaction that records it. */
public record DatabaseObserved(String databaseId) {}
