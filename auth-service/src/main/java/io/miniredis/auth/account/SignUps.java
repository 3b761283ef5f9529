package io.miniredis.auth.account;

import io.miniredis.auth.session.NewSession;
import io.miniredis.auth.session.Sessions;
import io.miniredis.auth.session.Visit;
import io.miniredis.auth.throttle.Throttle;
import io.miniredis.auth.user.Users;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Lets people make accounts. Passwords are hashed before a transaction takes a connection, never within. */
@Component
class SignUps {

    private final Users users;
    private final Registration registration;
    private final Sessions sessions;
    private final NewPasswords passwords;
    private final Verifications verifications;
    private final Throttle throttle;
    private final QuietSignUps quiet;
    private final Background background;
    private final AccountsProperties settings;
    private final TransactionOperations transaction;

    SignUps(
            Users users,
            Registration registration,
            Sessions sessions,
            NewPasswords passwords,
            Verifications verifications,
            Throttle throttle,
            QuietSignUps quiet,
            Background background,
            AccountsProperties settings,
            TransactionOperations transaction) {
        this.users = users;
        this.registration = registration;
        this.sessions = sessions;
        this.passwords = passwords;
        this.verifications = verifications;
        this.throttle = throttle;
        this.quiet = quiet;
        this.background = background;
        this.settings = settings;
        this.transaction = transaction;
    }

    sealed interface SignedUp {
        /** They are in. */
        record In(Entered entered) implements SignedUp {}

        /** A mail tells them how it goes on. */
        record ToldByMail() implements SignedUp {}
    }

    /** @throws AccountException.EmailTaken where verification is optional, also when somebody else is faster by a moment */
    SignedUp signUp(SignUp wish, Visit visit, String address) {
        passwords.check(wish);
        if (settings.verifiedOnly()) {
            // hashed for everybody; what differs between a new and a known address runs after the answer
            var hash = passwords.hash(wish.password());
            background.run("a sign-up", () -> quiet.makeOrTell(wish, hash));
            return new SignedUp.ToldByMail();
        }
        return new SignedUp.In(enter(wish, visit, address));
    }

    /** User, organization, ownership and session: all of them or none. */
    private Entered enter(SignUp wish, Visit visit, String address) {
        if (users.findByEmail(wish.email()).isPresent()) throw new AccountException.EmailTaken();
        var hash = passwords.hash(wish.password());
        var made = Registration.orTaken(() -> Objects.requireNonNull(transaction.execute(status -> {
            var registered = registration.register(wish.email(), hash, null, wish.organizationName());
            verifications.sendIfAllowed(registered.user(), null);
            var session = sessions.begin(
                    registered.user().id(), registered.organization().id(), visit);
            return new Made(registered, session);
        })));
        var user = made.registered().user();
        background.run("a new account's address", () -> throttle.trust(user.id(), address));
        return new Entered(
                new AccountView(
                        AccountView.UserView.of(user, false),
                        new AccountView.OrganizationView(
                                made.registered().organization().id(),
                                made.registered().organization().name())),
                made.session());
    }

    private record Made(Registration.Registered registered, NewSession session) {}
}
