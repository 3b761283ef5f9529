package io.miniredis.auth.account;

import io.miniredis.auth.organization.Organizations;
import io.miniredis.auth.password.Passwords;
import io.miniredis.auth.session.NewSession;
import io.miniredis.auth.session.Sessions;
import io.miniredis.auth.session.Visit;
import io.miniredis.auth.throttle.Throttle;
import io.miniredis.auth.user.User;
import io.miniredis.auth.user.Users;
import java.util.Objects;
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
            TransactionOperations transaction) {
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
                throw new AccountException.WrongCredentials();
            }
            if (settings.verifiedOnly() && !user.emailVerified()) {
                background.run("a verification mail", () -> verifications.sendIfAllowed(user, null));
                throw new AccountException.EmailNotVerified();
            }
            switch (secondFactor.check(user, wish.code())) {
                case NOT_ASKED, RIGHT -> attempt.succeeded();
                case NEEDED -> throw new AccountException.CodeNeeded();
                case WRONG -> {
                    attempt.failed();
                    throw new AccountException.CodeWrong();
                }
            }
            return enter(user, visit);
        }
    }

    /** Begins a session of somebody who has proven who they are. */
    Entered enter(User user, Visit visit) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var home = homeOf(user);
            NewSession session = sessions.begin(user.id(), home.id(), visit);
            return new Entered(new AccountView(AccountView.UserView.of(user, secondFactor.isOn(user)), home), session);
        }));
    }

    /** Who has left every organization gets one of their own again. */
    private AccountView.OrganizationView homeOf(User user) {
        var first = organizations.of(user.id()).stream().findFirst();
        if (first.isPresent()) {
            return new AccountView.OrganizationView(
                    first.get().organizationId(), first.get().organizationName());
        }
        var founded = organizations.found(Registration.nameFrom(user.email()), user.id());
        return new AccountView.OrganizationView(founded.id(), founded.name());
    }
}
