package io.miniredis.auth.exchange;

/** The credential is unknown, has expired, was revoked or belongs to a member who left. Which of them is nobody's business. */
final class CredentialDead extends RuntimeException {

    CredentialDead() {
        super("The session or API key is not valid (any more). Log in again, or use another key.");
    }
}
