package io.miniredis.auth.account;

import io.miniredis.auth.organization.Organizations;
import io.miniredis.auth.password.Passwords;
import io.miniredis.auth.session.Sessions;
import io.miniredis.auth.session.Visit;
import io.miniredis.auth.twofactor.SecondFactors;
import io.miniredis.kit.secret.Ids;
import java.time.Clock;
import java.util.Objects;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
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
    private final SecondFactors secondFactors;
    private final TransactionOperations transaction;
    private final Clock clock;

    Accounts(
            Users users,
            Organizations organizations,
            Sessions sessions,
            Passwords passwords,
            SecondFactors secondFactors,
            TransactionOperations transaction,
            Clock clock) {
        this.users = users;
        this.organizations = organizations;
        this.sessions = sessions;
        this.passwords = passwords;
        this.secondFactors = secondFactors;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * User, organization, ownership and session: all of them or none.
     *
     * @throws AccountException.EmailTaken also when somebody else is faster by a moment
     */
    Entered signUp(SignUp wish, Visit visit) {
        if (users.findByEmail(wish.email()).isPresent()) throw new AccountException.EmailTaken();
        var hash = passwords.hash(wish.password());
        try {
            return Objects.requireNonNull(transaction.execute(status -> create(wish, hash, visit)));
        } catch (DataIntegrityViolationException exception) {
            if (exception.getCause() instanceof ConstraintViolationException violated
                    && EMAIL_IS_UNIQUE.equals(violated.getConstraintName())) {
                throw new AccountException.EmailTaken();
            }
            throw exception;
        }
    }

    private Entered create(SignUp wish, String hash, Visit visit) {
        var user = users.saveAndFlush(new User(Ids.next("usr", clock), wish.email(), hash, clock.instant()));
        var organization = organizations.found(wish.organizationName(), user.id());
        var session = sessions.begin(user.id(), organization.id(), visit);
        return new Entered(
                new AccountView(
                        AccountView.UserView.of(user, false),
                        new AccountView.OrganizationView(organization.id(), organization.name())),
                session);
    }

    /** @throws AccountException.WrongCredentials after the same time, whether the user exists or not */
    Entered logIn(LogIn wish, Visit visit) {
        var user = users.findByEmail(wish.email()).orElse(null);
        var right = passwords.matches(wish.password(), user == null ? null : user.passwordHash());
        if (user == null || !right) throw new AccountException.WrongCredentials();
        if (secondFactors.isOn(user.id())) check(user, wish.code());
        return enter(user, visit);
    }

    private void check(User user, @Nullable String code) {
        if (code == null || code.isBlank()) throw new AccountException.CodeNeeded();
        if (!secondFactors.accepts(user.id(), code)) throw new AccountException.CodeWrong();
    }

    /** Begins a session of somebody who has proven who they are. */
    Entered enter(User user, Visit visit) {
        var home = organizations.of(user.id()).stream().findFirst().orElseThrow(AccountException.NoOrganization::new);
        var session = Objects.requireNonNull(
                transaction.execute(status -> sessions.begin(user.id(), home.organizationId(), visit)));
        return new Entered(
                new AccountView(
                        AccountView.UserView.of(user, secondFactors.isOn(user.id())),
                        new AccountView.OrganizationView(home.organizationId(), home.organizationName())),
                session);
    }
}
