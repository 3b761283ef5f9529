package io.miniredis.backend.database;

/** Where clients connect. */
record Endpoint(String host, int port, boolean tls) {

    /** The URL that Redis clients take. The password is made of characters that need no escaping. */
    String url(String username, String password) {
        return "%s://%s:%s@%s:%d".formatted(tls ? "rediss" : "redis", username, password, host, port);
    }
}
