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

    /** The password is right, and the account has a second factor. */
    static final class CodeNeeded extends AccountException {
        CodeNeeded() {
            super("This account has a second factor. Send a code of the authenticator app, or a recovery code, along.");
        }
    }

    /** Also for a code that was used before. */
    static final class CodeWrong extends AccountException {
        CodeWrong() {
            super(
                    "The code is wrong, or was used before. Wait for the app to show the next one, or use a recovery code.");
        }
    }

    static final class PasswordWrong extends AccountException {
        PasswordWrong() {
            super("The password is wrong.");
        }
    }

    static final class NoOrganization extends AccountException {
        NoOrganization() {
            super("You are in no organization any more. Ask an owner of one to invite you.");
        }
    }
}
