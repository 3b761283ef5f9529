package io.miniredis.auth.proof;

/** It is not the password of who is logged in. Answered with 403. */
public final class PasswordWrong extends RuntimeException {

    PasswordWrong() {
        super("That is not your password.");
    }
}
