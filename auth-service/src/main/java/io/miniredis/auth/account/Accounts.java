package io.miniredis.auth.account;

import io.miniredis.auth.organization.Organizations;
import io.miniredis.auth.password.Passwords;
import io.miniredis.auth.session.Sessions;
import io.miniredis.kit.secret.Ids;
import java.time.Clock;
import java.util.Objects;
import org.hibernate.exception.ConstraintViolationException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Makes accounts and lets people in. Passwords are hashed before a transaction takes a connection, never within. */
@Component
class Accounts {

    private static final String EMAIL_IS_UNIQUE = "app_user_email";

    private final Users users;
    private final Organizations organizations;
    private final Sessions sessions;
    private final Passwords passwords;
    private final TransactionOperations transaction;
    private final Clock clock;

    Accounts(
            Users users,
            Organizations organizations,
            Sessions sessions,
            Passwords passwords,
            TransactionOperations transaction,
            Clock clock) {
        this.users = users;
        this.organizations = organizations;
        this.sessions = sessions;
        this.passwords = passwords;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * User, organization, ownership and session: all of them or none.
     *
     * @throws AccountException.EmailTaken also when somebody else is faster by a moment
     */
    Entered signUp(SignUp wish) {
        if (users.findByEmail(wish.email()).isPresent()) throw new AccountException.EmailTaken();
        var hash = passwords.hash(wish.password());
        try {
            return Objects.requireNonNull(transaction.execute(status -> create(wish, hash)));
        } catch (DataIntegrityViolationException exception) {
            if (exception.getCause() instanceof ConstraintViolationException violated
                    && EMAIL_IS_UNIQUE.equals(violated.getConstraintName())) {
                throw new AccountException.EmailTaken();
            }
            throw exception;
        }
    }

    private Entered create(SignUp wish, String hash) {
        var user = users.saveAndFlush(new User(Ids.next("usr", clock), wish.email(), hash, clock.instant()));
        var organization = organizations.found(wish.organizationName(), user.id());
        var session = sessions.begin(user.id(), organization.id());
        return new Entered(
                new AccountView(
                        AccountView.UserView.of(user),
                        new AccountView.OrganizationView(organization.id(), organization.name())),
                session);
    }

    /** @throws AccountException.WrongCredentials after the same time, whether the user exists or not */
    Entered logIn(LogIn wish) {
        var user = users.findByEmail(wish.email()).orElse(null);
        var right = passwords.matches(wish.password(), user == null ? null : user.passwordHash());
        if (user == null || !right) throw new AccountException.WrongCredentials();
        return Objects.requireNonNull(transaction.execute(status -> enter(user)));
    }

    private Entered enter(User user) {
        var home = organizations.home(user.id(), user.email());
        return new Entered(
                new AccountView(
                        AccountView.UserView.of(user),
                        new AccountView.OrganizationView(home.organizationId(), home.organizationName())),
                sessions.begin(user.id(), home.organizationId()));
    }
}
