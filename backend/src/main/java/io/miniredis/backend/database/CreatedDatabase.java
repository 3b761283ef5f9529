package io.miniredis.backend.database;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a creation: the database with what a client needs to log in.
 *
 * @param url null while the database has no port
 */
record CreatedDatabase(
        @JsonUnwrapped DatabaseView database,
        String password,
        @Nullable String url) {

    static CreatedDatabase of(DatabaseView database, String password) {
        var endpoint = database.endpoint();
        return new CreatedDatabase(
                database, password, endpoint == null ? null : endpoint.url(Database.USERNAME, password));
    }
}
