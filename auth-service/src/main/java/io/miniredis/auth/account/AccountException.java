package io.miniredis.auth.account;

/** Why an account was not made, not entered or not changed. */
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

    static final class EmailNotVerified extends AccountException {
        EmailNotVerified() {
            super("Verify your e-mail address first: follow the link in the mail that we sent you.");
        }
    }

    static final class CodeNeeded extends AccountException {
        CodeNeeded() {
            super("This account asks for a code: of your authenticator app, or one of your recovery codes.");
        }
    }

    static final class CodeWrong extends AccountException {
        CodeWrong() {
            super("The code is wrong, or was used before. Take the next one of your app.");
        }
    }

    static final class AlreadyVerified extends AccountException {
        AlreadyVerified() {
            super("Your e-mail address is verified already.");
        }
    }

    /** Which of the reasons it is is nobody's business. */
    static final class LinkInvalid extends AccountException {
        LinkInvalid() {
            super("This link does not work (any more). It may have been used, or be too old: ask for another mail.");
        }
    }

    static final class SamePassword extends AccountException {
        SamePassword() {
            super("is the one that you have");
        }
    }
}
