package io.miniredis.backend.database;

/**
 * What is wished of a database, or what is under way on it, is not what it was. Published inside the transaction that records it;
 * unlike {@link DatabaseObserved}, nothing was heard from its host.
 */
public record DatabaseChanged(String databaseId) {}
