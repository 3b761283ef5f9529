package io.miniredis.auth.account;

import io.miniredis.auth.session.NewSession;
import io.miniredis.auth.session.Visit;
import io.miniredis.auth.user.Users;
import io.miniredis.kit.audit.Audit;
import java.time.Clock;
import java.util.Map;
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
    private final Registration registration;
    private final SecondFactor secondFactor;
    private final Entrance entrance;
    private final AccountDeeds deeds;
    private final Audit audit;
    private final Clock clock;

    Directory(
            Users users,
            Registration registration,
            SecondFactor secondFactor,
            Entrance entrance,
            AccountDeeds deeds,
            Audit audit,
            Clock clock) {
        this.audit = audit;
        this.deeds = deeds;
        this.users = users;
        this.registration = registration;
        this.secondFactor = secondFactor;
        this.entrance = entrance;
        this.clock = clock;
    }

    public Optional<Entry> find(String email) {
        return users.findByEmail(email).map(it -> new Entry(it.id(), it.emailVerified(), secondFactor.isOn(it)));
    }

    /**
     * Makes an account without a password, and its organization, in the caller's transaction.
     *
     * @param email an address that was verified elsewhere
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public String add(String email) {
        return registration
                .register(email, null, clock.instant(), Registration.nameFrom(email))
                .user()
                .id();
    }

    /** Records that an account can be entered by a provider from now on, in the caller's transaction. */
    public void joined(String userId, String issuer) {
        var user = users.findById(userId).orElseThrow();
        audit.record(deeds.of(AccountDeeds.JOIN_PROVIDER, user).made(Map.of("issuer", issuer)));
    }

    /** Begins a session of theirs. */
    public NewSession enter(String userId, Visit visit) {
        return entrance.enter(users.findById(userId).orElseThrow(), visit).session();
    }
}
