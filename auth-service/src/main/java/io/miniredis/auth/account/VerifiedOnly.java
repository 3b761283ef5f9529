package io.miniredis.auth.account;

import io.miniredis.auth.user.User;
import org.springframework.stereotype.Component;

/** The rule that only those get in who read the mail to their address, where it is in force. */
@Component
class VerifiedOnly {

    private final AccountsProperties settings;
    private final Verifications verifications;
    private final Background background;

    VerifiedOnly(AccountsProperties settings, Verifications verifications, Background background) {
        this.settings = settings;
        this.verifications = verifications;
        this.background = background;
    }

    /** Whether they may come in by this rule; who may not is mailed the link once more. */
    boolean admits(User user) {
        if (!settings.verifiedOnly() || user.emailVerified()) return true;
        background.run("a verification mail", () -> verifications.sendIfAllowed(user, null));
        return false;
    }
}
