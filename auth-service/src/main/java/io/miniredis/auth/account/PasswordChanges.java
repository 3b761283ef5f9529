package io.miniredis.auth.account;

import io.miniredis.auth.mail.Post;
import io.miniredis.auth.organization.Member;
import io.miniredis.auth.organization.Organizations;
import io.miniredis.auth.password.PasswordRules;
import io.miniredis.auth.password.Passwords;
import io.miniredis.auth.proof.PasswordProofs;
import io.miniredis.auth.session.Sessions;
import io.miniredis.auth.throttle.Limit;
import io.miniredis.auth.throttle.Throttle;
import io.miniredis.auth.user.User;
import io.miniredis.auth.user.Users;
import io.miniredis.kit.token.Caller;
import java.time.Clock;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** New passwords, for who forgot theirs and for who knows it. */
@Component
class PasswordChanges {

    private final Users users;
    private final Organizations organizations;
    private final Sessions sessions;
    private final MailedTokens tokens;
    private final Takeover takeover;
    private final Passwords passwords;
    private final PasswordRules rules;
    private final PasswordProofs proofs;
    private final Throttle throttle;
    private final Letters letters;
    private final Post post;
    private final TransactionOperations transaction;
    private final Clock clock;

    PasswordChanges(
            Users users,
            Organizations organizations,
            Sessions sessions,
            MailedTokens tokens,
            Takeover takeover,
            Passwords passwords,
            PasswordRules rules,
            PasswordProofs proofs,
            Throttle throttle,
            Letters letters,
            Post post,
            TransactionOperations transaction,
            Clock clock) {
        this.users = users;
        this.organizations = organizations;
        this.sessions = sessions;
        this.tokens = tokens;
        this.takeover = takeover;
        this.passwords = passwords;
        this.rules = rules;
        this.proofs = proofs;
        this.throttle = throttle;
        this.letters = letters;
        this.post = post;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Mails a link where there is such an account. Nothing of it may show in the answer: let it run in the background. */
    void forgot(String email) {
        users.findByEmail(email)
                .filter(it -> throttle.allows(Limit.MAIL, "reset\n" + it.id()))
                .ifPresent(it -> post.send(letters.passwordReset(
                        it.email(), tokens.make(MailedTokens.Purpose.PASSWORD_RESET, it.id(), null))));
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
        check(password, user);
        var hash = passwords.hash(password);
        transaction.executeWithoutResult(status -> {
            // used meanwhile, perhaps
            var now = tokens.use(MailedTokens.Purpose.PASSWORD_RESET, token)
                    .flatMap(it -> users.findLocked(it.userId()))
                    .orElseThrow(AccountException.LinkInvalid::new);
            if (now.emailVerified()) sessions.endAll(now.id());
            else takeover.of(now);
            users.replacePassword(now.id(), hash);
            users.verifyEmail(now.id(), clock.instant());
            for (var purpose : MailedTokens.Purpose.values()) tokens.remove(purpose, now.id());
        });
        // whoever has tried in vain from here may log in now
        throttle.trust(user.id(), address);
        post.send(letters.passwordChanged(user.email()));
    }

    /** Replaces a password that they know; the session that they do it in stays. */
    void change(Caller caller, PasswordChange wish, String address) {
        var user = proofs.require(caller, wish.current(), address);
        if (wish.password().equals(wish.current())) throw new AccountException.SamePassword();
        check(wish.password(), user);
        var hash = passwords.hash(wish.password());
        transaction.executeWithoutResult(status -> {
            users.replacePassword(user.id(), hash);
            sessions.endOthers(user.id(), caller.credentialId());
            tokens.remove(MailedTokens.Purpose.PASSWORD_RESET, user.id());
        });
        post.send(letters.passwordChanged(user.email()));
    }

    private void check(String password, User user) {
        var about = new ArrayList<@Nullable String>();
        about.add(user.email());
        organizations.of(user.id()).stream().map(Member::organizationName).forEach(about::add);
        rules.check(password, about);
    }
}
