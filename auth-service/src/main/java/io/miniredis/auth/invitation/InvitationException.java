package io.miniredis.auth.invitation;

import java.time.Duration;

/** Why somebody was not invited or not let in. */
abstract sealed class InvitationException extends RuntimeException {

    private InvitationException(String message) {
        super(message);
    }

    static final class Unknown extends InvitationException {
        Unknown() {
            super("There is no such invitation in this organization (any more).");
        }
    }

    static final class LinkInvalid extends InvitationException {
        LinkInvalid() {
            super("This invitation was used, was withdrawn or has expired. Ask for another one.");
        }
    }

    static final class ForAnother extends InvitationException {
        ForAnother() {
            super(
                    "This invitation was sent to another address than your account's. Log in with the invited address, or sign up with it.");
        }
    }

    static final class InviterNotVerified extends InvitationException {
        InviterNotVerified() {
            super(
                    "Verify your own e-mail address before you invite others: open the link in the mail that we sent you, or have it sent again on your account page.");
        }
    }

    static final class TooMany extends InvitationException {
        private final Duration wait;

        TooMany(int most, Duration wait) {
            super("%d invitations were sent within the last hour, which is as many as may be. Try again later."
                    .formatted(most));
            this.wait = wait;
        }

        Duration waiting() {
            return wait;
        }
    }
}
