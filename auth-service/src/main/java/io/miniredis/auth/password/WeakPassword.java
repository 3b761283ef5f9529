package io.miniredis.auth.password;

/** The password is one that others would guess. Answered with 422; the message follows the name of the field. */
public final class WeakPassword extends RuntimeException {

    WeakPassword(String message) {
        super(message);
    }
}
