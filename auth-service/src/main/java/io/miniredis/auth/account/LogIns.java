package io.miniredis.auth.account;

import io.miniredis.auth.passkey.PasskeyException;
import io.miniredis.auth.passkey.Passkeys;
import io.miniredis.auth.password.Passwords;
import io.miniredis.auth.session.Visit;
import io.miniredis.auth.throttle.Throttle;
import io.miniredis.auth.throttle.TooManyAttempts;
import io.miniredis.auth.user.User;
import io.miniredis.auth.user.Users;
import io.miniredis.kit.audit.Refusals;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets people in. */
@Component
class LogIns {

    private final Users users;
    private final Passwords passwords;
    private final Throttle throttle;
    private final SecondFactor secondFactor;
    private final Passkeys passkeys;
    private final VerifiedOnly verifiedOnly;
    private final Entrance entrance;
    private final AccountDeeds deeds;
    private final Refusals refusals;
    private final ToldToWait toldToWait;
    private final Clock clock;

    LogIns(
            Users users,
            Passwords passwords,
            Throttle throttle,
            SecondFactor secondFactor,
            Passkeys passkeys,
            VerifiedOnly verifiedOnly,
            Entrance entrance,
            AccountDeeds deeds,
            Refusals refusals,
            ToldToWait toldToWait,
            Clock clock) {
        this.clock = clock;
        this.toldToWait = toldToWait;
        this.refusals = refusals;
        this.deeds = deeds;
        this.users = users;
        this.passwords = passwords;
        this.throttle = throttle;
        this.secondFactor = secondFactor;
        this.passkeys = passkeys;
        this.verifiedOnly = verifiedOnly;
        this.entrance = entrance;
    }

    /**
     * @throws AccountException.WrongCredentials after the same time, whether the user exists or not
     * @throws io.miniredis.auth.throttle.TooManyAttempts before anything is hashed, and the same for both
     */
    Entered logIn(LogIn wish, Visit visit, String address) {
        toldToWait.find(wish.email(), address).ifPresent(it -> {
            refusals.note(it.deed());
            throw new TooManyAttempts(Duration.between(clock.instant(), it.until()));
        });
        var user = users.findByEmail(wish.email()).orElse(null);
        var account = user == null ? Throttle.accountOfNobody(wish.email()) : user.id();
        try (var attempt = throttle.begin(account, address)) {
            var hash = user == null ? null : user.passwordHash();
            var right = passwords.matches(wish.password(), hash, attempt.isTrusted());
            if (user == null || !right) {
                attempt.failed();
                note(user, "WRONG_CREDENTIALS");
                throw new AccountException.WrongCredentials();
            }
            if (!verifiedOnly.admits(user)) {
                note(user, "EMAIL_NOT_VERIFIED");
                throw new AccountException.EmailNotVerified();
            }
            switch (secondFactor.check(user, wish.code())) {
                case NOT_ASKED, RIGHT -> attempt.succeeded();
                // the first half of every log-in with a second factor
                case NEEDED -> throw new AccountException.CodeNeeded();
                case WRONG -> {
                    attempt.failed();
                    note(user, "CODE_WRONG");
                    throw new AccountException.CodeWrong();
                }
            }
            return entrance.enter(user, visit);
        } catch (TooManyAttempts tooMany) {
            var deed = deeds.notLetIn(user, "TOO_MANY_ATTEMPTS");
            refusals.note(deed);
            toldToWait.remember(wish.email(), address, tooMany, deed);
            throw tooMany;
        }
    }

    /**
     * With a passkey, which is two factors by itself: no code is asked for.
     *
     * @throws PasskeyException
     * @throws AccountException.EmailNotVerified
     */
    Entered logIn(PasskeyLogIn wish, Visit visit, String address) {
        var user = ownerOf(wish);
        if (!verifiedOnly.admits(user)) {
            note(user, "EMAIL_NOT_VERIFIED");
            throw new AccountException.EmailNotVerified();
        }
        throttle.trust(user.id(), address);
        return entrance.enter(user, visit);
    }

    private User ownerOf(PasskeyLogIn wish) {
        try {
            return passkeys.ownerOf(wish.ceremony(), wish.credential());
        } catch (PasskeyException exception) {
            note(null, "PASSKEY_REFUSED");
            throw exception;
        }
    }

    private void note(@Nullable User user, String code) {
        refusals.note(deeds.notLetIn(user, code));
    }
}
