package io.miniredis.auth.account;

import io.miniredis.auth.organization.Organizations;
import io.miniredis.auth.password.Passwords;
import io.miniredis.auth.session.NewSession;
import io.miniredis.auth.session.Sessions;
import io.miniredis.auth.session.Visit;
import io.miniredis.auth.throttle.Throttle;
import io.miniredis.auth.throttle.TooManyAttempts;
import io.miniredis.auth.user.User;
import io.miniredis.auth.user.Users;
import io.miniredis.kit.audit.Actor;
import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.audit.Deed;
import io.miniredis.kit.audit.Refusals;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Lets people in. */
@Component
class LogIns {

    private final Users users;
    private final Organizations organizations;
    private final Sessions sessions;
    private final Passwords passwords;
    private final Throttle throttle;
    private final SecondFactor secondFactor;
    private final Verifications verifications;
    private final Background background;
    private final AccountsProperties settings;
    private final TransactionOperations transaction;
    private final AccountDeeds deeds;
    private final Refusals refusals;
    private final Audit audit;

    LogIns(
            Users users,
            Organizations organizations,
            Sessions sessions,
            Passwords passwords,
            Throttle throttle,
            SecondFactor secondFactor,
            Verifications verifications,
            Background background,
            AccountsProperties settings,
            TransactionOperations transaction,
            AccountDeeds deeds,
            Refusals refusals,
            Audit audit) {
        this.audit = audit;
        this.refusals = refusals;
        this.deeds = deeds;
        this.users = users;
        this.organizations = organizations;
        this.sessions = sessions;
        this.passwords = passwords;
        this.throttle = throttle;
        this.secondFactor = secondFactor;
        this.verifications = verifications;
        this.background = background;
        this.settings = settings;
        this.transaction = transaction;
    }

    /**
     * @throws AccountException.WrongCredentials after the same time, whether the user exists or not
     * @throws io.miniredis.auth.throttle.TooManyAttempts before anything is hashed, and the same for both
     */
    Entered logIn(LogIn wish, Visit visit, String address) {
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
            if (settings.verifiedOnly() && !user.emailVerified()) {
                background.run("a verification mail", () -> verifications.sendIfAllowed(user, null));
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
            return enter(user, visit);
        } catch (TooManyAttempts tooMany) {
            note(user, "TOO_MANY_ATTEMPTS");
            throw tooMany;
        }
    }

    private void note(@Nullable User user, String code) {
        refusals.note(deeds.notLetIn(user, code));
    }

    /** Begins a session of somebody who has proven who they are. */
    Entered enter(User user, Visit visit) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var home = homeOf(user);
            NewSession session = sessions.begin(user.id(), home.id(), visit);
            audit.record(Deed.of(AccountDeeds.LOG_IN)
                    .by(Actor.user(user.id(), user.email()))
                    .on(session.id(), visit.device())
                    .in(home.id()));
            return new Entered(new AccountView(AccountView.UserView.of(user, secondFactor.isOn(user)), home), session);
        }));
    }

    /** Who has left every organization gets one of their own again. */
    private AccountView.OrganizationView homeOf(User user) {
        var home = organizations.home(user.id(), Registration.nameFrom(user.email()));
        return new AccountView.OrganizationView(home.organizationId(), home.organizationName());
    }
}
