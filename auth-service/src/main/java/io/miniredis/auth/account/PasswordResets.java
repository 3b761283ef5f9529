package io.miniredis.auth.account;

import io.miniredis.auth.session.Sessions;
import io.miniredis.auth.throttle.Limit;
import io.miniredis.auth.throttle.Throttle;
import io.miniredis.auth.user.Users;
import io.miniredis.kit.audit.Audit;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** New passwords for who forgot theirs. */
@Component
class PasswordResets {

    private final Users users;
    private final Sessions sessions;
    private final MailedTokens tokens;
    private final Takeover takeover;
    private final NewPasswords passwords;
    private final Throttle throttle;
    private final ToldToWait toldToWait;
    private final Letters letters;
    private final TransactionOperations transaction;
    private final AccountDeeds deeds;
    private final Audit audit;
    private final Clock clock;

    PasswordResets(
            Users users,
            Sessions sessions,
            MailedTokens tokens,
            Takeover takeover,
            NewPasswords passwords,
            Throttle throttle,
            ToldToWait toldToWait,
            Letters letters,
            TransactionOperations transaction,
            AccountDeeds deeds,
            Audit audit,
            Clock clock) {
        this.audit = audit;
        this.deeds = deeds;
        this.users = users;
        this.sessions = sessions;
        this.tokens = tokens;
        this.takeover = takeover;
        this.passwords = passwords;
        this.throttle = throttle;
        this.toldToWait = toldToWait;
        this.letters = letters;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Mails a link where there is such an account. Nothing of it may show in the answer: let it run in the background. */
    void forgot(String email) {
        users.findByEmail(email)
                .filter(it -> throttle.allows(Limit.MAIL, "reset\n" + it.id()))
                .ifPresent(it -> letters.passwordReset(
                        it.email(), tokens.make(MailedTokens.Purpose.PASSWORD_RESET, it.id(), null)));
    }

    /**
     * Sets a password with the token of a mail, which also shows that the address is theirs.
     *
     * @throws AccountException.LinkInvalid when it was used, has expired or never was
     * @throws io.miniredis.auth.password.WeakPassword which leaves the token to be used again
     */
    void reset(String token, String password, String address) {
        var user = tokens.ownerOf(MailedTokens.Purpose.PASSWORD_RESET, token)
                .flatMap(users::findById)
                .orElseThrow(AccountException.LinkInvalid::new);
        var hash = passwords.checkAndHash(password, user);
        transaction.executeWithoutResult(status -> {
            // used meanwhile, perhaps
            var now = tokens.use(MailedTokens.Purpose.PASSWORD_RESET, token)
                    .flatMap(it -> users.findLocked(it.userId()))
                    .orElseThrow(AccountException.LinkInvalid::new);
            if (now.emailVerified()) sessions.endAll(now.id());
            else takeover.of(now);
            users.replacePassword(now.id(), hash);
            users.verifyEmail(now.id(), clock.instant());
            audit.record(deeds.of(AccountDeeds.RESET_PASSWORD, now));
            for (var purpose : MailedTokens.Purpose.values()) tokens.remove(purpose, now.id());
            letters.passwordChanged(now.email());
        });
        // whoever has tried in vain from here may log in now
        throttle.trust(user.id(), address);
        toldToWait.forget(user.email(), address);
    }
}
