package io.miniredis.monitoring.node;

/** No such database, or another organization's. Answered with 404. */
public final class UnknownDatabase extends RuntimeException {

    UnknownDatabase(String databaseId) {
        super("There is no database " + databaseId
                + " in this organization; GET /api/v1/databases lists what there is.");
    }
}
