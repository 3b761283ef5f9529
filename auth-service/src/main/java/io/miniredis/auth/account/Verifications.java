package io.miniredis.auth.account;

import io.miniredis.auth.throttle.Limit;
import io.miniredis.auth.throttle.Throttle;
import io.miniredis.auth.user.User;
import io.miniredis.auth.user.Users;
import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.token.Caller;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Shows that people read the mail that is sent to their address. */
@Component
class Verifications {

    private final Users users;
    private final MailedTokens tokens;
    private final Takeover takeover;
    private final Letters letters;
    private final Throttle throttle;
    private final TransactionOperations transaction;
    private final AccountDeeds deeds;
    private final Audit audit;
    private final Clock clock;

    Verifications(
            Users users,
            MailedTokens tokens,
            Takeover takeover,
            Letters letters,
            Throttle throttle,
            TransactionOperations transaction,
            AccountDeeds deeds,
            Audit audit,
            Clock clock) {
        this.audit = audit;
        this.deeds = deeds;
        this.users = users;
        this.tokens = tokens;
        this.takeover = takeover;
        this.letters = letters;
        this.throttle = throttle;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Sends the mail once more.
     *
     * @throws io.miniredis.auth.throttle.TooManyAttempts when it was sent often just now
     */
    void sendAgain(Caller caller) {
        caller.requirePerson();
        var user = users.findById(caller.subject())
                // the token outlived what it names
                .orElseThrow(() -> new AuthenticationCredentialsNotFoundException("no such user"));
        if (user.emailVerified()) throw new AccountException.AlreadyVerified();
        throttle.require(Limit.MAIL, subject(user));
        send(user, null);
    }

    /** Sends it unless it was sent often just now. */
    void sendIfAllowed(User user, @Nullable String passwordHash) {
        if (throttle.allows(Limit.MAIL, subject(user))) send(user, passwordHash);
    }

    private void send(User user, @Nullable String passwordHash) {
        transaction.executeWithoutResult(status -> {
            var token = tokens.make(MailedTokens.Purpose.VERIFICATION, user.id(), passwordHash);
            letters.verification(user.email(), token);
        });
    }

    private static String subject(User user) {
        return "verification\n" + user.id();
    }

    /** @throws AccountException.LinkInvalid when it was used, has expired or never was */
    void confirm(String token) {
        transaction.executeWithoutResult(status -> use(token));
    }

    private void use(String token) {
        var meant = tokens.use(MailedTokens.Purpose.VERIFICATION, token).orElseThrow(AccountException.LinkInvalid::new);
        var user = users.findLocked(meant.userId()).orElseThrow(AccountException.LinkInvalid::new);
        var password = meant.passwordHash();
        // the account is theirs who followed the link, with the password of the sign-up that it came from
        if (password != null && !user.emailVerified() && !password.equals(user.passwordHash())) {
            takeover.of(user);
            users.replacePassword(user.id(), password);
        }
        users.verifyEmail(user.id(), clock.instant());
        audit.record(deeds.of(AccountDeeds.VERIFY, user));
        tokens.remove(MailedTokens.Purpose.VERIFICATION, user.id());
    }
}
