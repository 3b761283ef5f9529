package io.miniredis.auth.account;

/** Why an account was not made or not entered. */
abstract sealed class AccountException extends RuntimeException {

    AccountException(String message) {
        super(message);
    }

    static final class EmailTaken extends AccountException {
        EmailTaken() {
            super("There is an account with this e-mail address already. Log in, or use another address.");
        }
    }

    /** The same for an unknown user and a wrong password. */
    static final class WrongCredentials extends AccountException {
        WrongCredentials() {
            super("E-mail address or password is wrong.");
        }
    }
}
