package io.miniredis.auth.account;

import io.miniredis.auth.session.NewSession;
import io.miniredis.auth.session.Sessions;
import io.miniredis.auth.session.Visit;
import io.miniredis.auth.throttle.Limit;
import io.miniredis.auth.throttle.Throttle;
import io.miniredis.auth.user.User;
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
    private final SecondFactor secondFactor;
    private final Throttle throttle;
    private final Letters letters;
    private final Background background;
    private final AccountsProperties settings;
    private final TransactionOperations transaction;

    SignUps(
            Users users,
            Registration registration,
            Sessions sessions,
            NewPasswords passwords,
            Verifications verifications,
            SecondFactor secondFactor,
            Throttle throttle,
            Letters letters,
            Background background,
            AccountsProperties settings,
            TransactionOperations transaction) {
        this.users = users;
        this.registration = registration;
        this.sessions = sessions;
        this.passwords = passwords;
        this.verifications = verifications;
        this.secondFactor = secondFactor;
        this.throttle = throttle;
        this.letters = letters;
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
            background.run("a sign-up", () -> makeOrTell(wish, hash));
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
            var session = sessions.begin(
                    registered.user().id(), registered.organization().id(), visit);
            return new Made(registered, session);
        })));
        var user = made.registered().user();
        background.run("a new account's mail", () -> {
            throttle.trust(user.id(), address);
            verifications.sendIfAllowed(user, null);
        });
        return new Entered(
                new AccountView(
                        AccountView.UserView.of(user, secondFactor.isOn(user)),
                        new AccountView.OrganizationView(
                                made.registered().organization().id(),
                                made.registered().organization().name())),
                made.session());
    }

    private record Made(Registration.Registered registered, NewSession session) {}

    private void makeOrTell(SignUp wish, String hash) {
        var known = users.findByEmail(wish.email());
        if (known.isPresent()) {
            tell(known.get(), hash);
            return;
        }
        try {
            var made = Registration.orTaken(() -> Objects.requireNonNull(transaction.execute(
                    status -> registration.register(wish.email(), hash, null, wish.organizationName()))));
            verifications.sendIfAllowed(made.user(), hash);
        } catch (AccountException.EmailTaken faster) {
            users.findByEmail(wish.email()).ifPresent(it -> tell(it, hash));
        }
    }

    private void tell(User known, String hash) {
        if (!known.emailVerified()) {
            // perhaps the first mail was lost, perhaps the first sign-up was somebody else's: each link brings its own
            // password
            verifications.sendIfAllowed(known, hash);
        } else if (throttle.allows(Limit.MAIL, "exists\n" + known.id())) {
            letters.accountExists(known.email());
        }
    }
}
