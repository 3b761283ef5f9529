package io.miniredis.backend.audit;

/** Half a record would look like a whole one, so there is none while the auth-service does not tell its part. */
final class AuthServiceSilent extends RuntimeException {

    AuthServiceSilent(Throwable cause) {
        super("The part of the record that the auth-service keeps cannot be read right now. Try again soon.", cause);
    }
}
