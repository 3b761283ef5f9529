package io.miniredis.auth.passkey;

/** Why a passkey was not added, removed or used. */
public abstract sealed class PasskeyException extends RuntimeException {

    PasskeyException(String message) {
        super(message);
    }

    /** What came back does not fit what was begun. Which of the reasons it is helps nobody but who forges. */
    static final class Unfit extends PasskeyException {
        Unfit() {
            super("The answer of your browser or device does not fit what was asked, or came too late. Begin again.");
        }
    }

    /** The same for an unknown passkey, a wrong signature and an answer that was used before. */
    public static final class Refused extends PasskeyException {
        public Refused() {
            super("This passkey does not let in here. Try again, or log in with your password.");
        }
    }

    static final class Known extends PasskeyException {
        Known() {
            super("This passkey was added already.");
        }
    }

    static final class TooMany extends PasskeyException {
        TooMany() {
            super("You have %d passkeys. Remove one that you do not use.".formatted(Passkeys.MOST));
        }
    }

    /** Also for other people's. */
    static final class Unknown extends PasskeyException {
        Unknown() {
            super("You have no such passkey. It may have been removed already.");
        }
    }
}
