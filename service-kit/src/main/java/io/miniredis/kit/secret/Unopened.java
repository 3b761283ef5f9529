package io.miniredis.kit.secret;

import org.jspecify.annotations.Nullable;

/** No key in MINIREDIS_SECRET_KEY opens a stored secret. */
public final class Unopened extends IllegalStateException {

    Unopened(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
