package io.miniredis.auth.apikey;

import java.time.Instant;

/** Why a key was not made or not found. */
abstract sealed class ApiKeyException extends RuntimeException {

    ApiKeyException(String message) {
        super(message);
    }

    static final class Unknown extends ApiKeyException {
        Unknown() {
            super("There is no such key in this organization.");
        }
    }

    static final class ExpiryOutOfRange extends ApiKeyException {
        ExpiryOutOfRange() {
            super("must be in the future, and within a hundred years");
        }
    }

    static final class OutlivesItsMaker extends ApiKeyException {
        OutlivesItsMaker(Instant end) {
            super("must be at most %s, when the key ends that makes it".formatted(end));
        }
    }
}
