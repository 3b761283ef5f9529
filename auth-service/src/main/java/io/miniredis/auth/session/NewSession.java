package io.miniredis.auth.session;

/**
 * A session that just began.
 *
 * @param token the secret for the browser; it cannot be had again
 */
public record NewSession(String id, String token) {

    @Override
    public String toString() {
        return "NewSession[" + id + "]";
    }
}
