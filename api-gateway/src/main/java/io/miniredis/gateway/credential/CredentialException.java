package io.miniredis.gateway.credential;

/** Why a call is not let through. */
public abstract sealed class CredentialException extends RuntimeException {

    CredentialException(String message) {
        super(message);
    }

    public static final class Missing extends CredentialException {
        Missing() {
            super("Log in, or send an API key as \"Authorization: Bearer mr_…\".");
        }
    }

    public static final class Invalid extends CredentialException {
        Invalid() {
            super("The session or API key is not valid (any more). Log in again, or use another key.");
        }
    }

    /** Nobody can say whether it is valid. */
    public static final class AuthServiceDown extends CredentialException {
        AuthServiceDown(Throwable cause) {
            super(
                    "Sign-in (auth-service) does not answer at the moment, so that nobody can be let in. Try again soon.");
            initCause(cause);
        }
    }
}
