package io.miniredis.e2e;

import java.net.URI;

/** A running platform, however it was started. */
sealed interface Platform extends AutoCloseable permits LocalPlatform, RemotePlatform {

    /** Where the dashboard is served; the API is under {@code /api/v1} of it. */
    URI dashboard();

    @Override
    default void close() {}
}
