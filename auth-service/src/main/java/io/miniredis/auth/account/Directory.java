package io.miniredis.auth.account;

import io.miniredis.auth.organization.Organizations;
import io.miniredis.auth.session.NewSession;
import io.miniredis.auth.session.Visit;
import io.miniredis.auth.twofactor.SecondFactors;
import io.miniredis.kit.secret.Ids;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The accounts, for who lets people in by other means than a password. */
@Component
public class Directory {

    /** An account that exists, and what protects it. */
    public record Entry(String userId, boolean emailVerified, boolean twoFactor) {}

    private final Users users;
    private final Organizations organizations;
    private final SecondFactors secondFactors;
    private final Accounts accounts;
    private final Clock clock;

    Directory(Users users, Organizations organizations, SecondFactors secondFactors, Accounts accounts, Clock clock) {
        this.users = users;
        this.organizations = organizations;
        this.secondFactors = secondFactors;
        this.accounts = accounts;
        this.clock = clock;
    }

    public Optional<Entry> find(String email) {
        return users.findByEmail(email).map(it -> new Entry(it.id(), it.emailVerified(), secondFactors.isOn(it.id())));
    }

    /**
     * Makes an account without a password, and its organization, in the caller's transaction.
     *
     * @param email an address that was verified elsewhere
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public String add(String email) {
        var user = users.saveAndFlush(User.withoutPassword(Ids.next("usr", clock), email, clock.instant()));
        organizations.found(SignUp.organizationNameFor(email), user.id());
        return user.id();
    }

    /** Begins a session of theirs; it acts in the organization that they joined first. */
    public NewSession enter(String userId, Visit visit) {
        return accounts.enter(users.findById(userId).orElseThrow(), visit).session();
    }
}
