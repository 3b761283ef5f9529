package io.miniredis.auth.twofactor;

/** Why the second factor was not changed. */
abstract sealed class TwoFactorException extends RuntimeException {

    TwoFactorException(String message) {
        super(message);
    }

    static final class AlreadyOn extends TwoFactorException {
        AlreadyOn() {
            super("The second factor is on already. Turn it off to set up another app.");
        }
    }

    static final class Off extends TwoFactorException {
        Off() {
            super("The second factor is off. Begin by asking for a secret.");
        }
    }

    static final class CodeWrong extends TwoFactorException {
        CodeWrong() {
            super("is not the code that the app shows now; check the clock of the device, and type the next one");
        }
    }
}
