package io.miniredis.auth.account;

import io.miniredis.auth.apikey.ApiKeys;
import io.miniredis.auth.passkey.Passkeys;
import io.miniredis.auth.session.Sessions;
import io.miniredis.auth.user.User;
import io.miniredis.kit.audit.Audit;
import org.springframework.stereotype.Component;

/**
 * Hands an account whose address was never verified to who reads the mail sent there. Somebody else may have made it, and must not stay in
 * by what they left behind.
 */
@Component
class Takeover {

    private final Sessions sessions;
    private final ApiKeys keys;
    private final SecondFactor secondFactor;
    private final Passkeys passkeys;
    private final AccountDeeds deeds;
    private final Audit audit;

    Takeover(
            Sessions sessions,
            ApiKeys keys,
            SecondFactor secondFactor,
            Passkeys passkeys,
            AccountDeeds deeds,
            Audit audit) {
        this.audit = audit;
        this.deeds = deeds;
        this.sessions = sessions;
        this.keys = keys;
        this.secondFactor = secondFactor;
        this.passkeys = passkeys;
    }

    /** In the caller's transaction. */
    void of(User user) {
        sessions.endAll(user.id());
        keys.revokeAllOf(user.id());
        secondFactor.remove(user);
        passkeys.removeAll(user.id());
        audit.record(deeds.of(AccountDeeds.TAKE_OVER, user));
    }
}
