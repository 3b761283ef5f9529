package io.miniredis.auth.account;

import io.miniredis.auth.organization.Organization;
import io.miniredis.auth.organization.Organizations;
import io.miniredis.auth.user.User;
import io.miniredis.auth.user.Users;
import io.miniredis.kit.audit.Actor;
import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.audit.Deed;
import io.miniredis.kit.secret.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Makes accounts: a user with an organization of their own. */
@Component
class Registration {

    private static final String EMAIL_IS_UNIQUE = "app_user_email";
    private static final int LONGEST_NAME = 60;

    private final Users users;
    private final Organizations organizations;
    private final Audit audit;
    private final Clock clock;

    Registration(Users users, Organizations organizations, Audit audit, Clock clock) {
        this.audit = audit;
        this.users = users;
        this.organizations = organizations;
        this.clock = clock;
    }

    record Registered(User user, Organization organization) {}

    /** In the caller's transaction, which {@link #orTaken} surrounds. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Registered register(
            String email, @Nullable String passwordHash, @Nullable Instant verifiedAt, String organizationName) {
        var user =
                users.saveAndFlush(new User(Ids.next("usr", clock), email, passwordHash, clock.instant(), verifiedAt));
        var organization = organizations.found(organizationName, user.id());
        audit.record(Deed.of(AccountDeeds.CREATE)
                .by(Actor.user(user.id(), email))
                .on(user.id(), email)
                .in(organization.id())
                .made(Map.of("organization", organizationName)));
        return new Registered(user, organization);
    }

    /** What an organization is called when nobody named it. */
    static String nameFrom(String email) {
        var name = email.substring(0, email.indexOf('@'));
        if (name.length() <= LONGEST_NAME) return name;
        // never half a surrogate pair
        return name.substring(0, LONGEST_NAME - (Character.isHighSurrogate(name.charAt(LONGEST_NAME - 1)) ? 1 : 0));
    }

    /** @throws AccountException.EmailTaken when somebody else was faster by a moment */
    static <T> T orTaken(Supplier<T> transaction) {
        try {
            return transaction.get();
        } catch (DataIntegrityViolationException exception) {
            if (exception.getCause() instanceof ConstraintViolationException violated
                    && EMAIL_IS_UNIQUE.equals(violated.getConstraintName())) {
                throw new AccountException.EmailTaken();
            }
            throw exception;
        }
    }
}
