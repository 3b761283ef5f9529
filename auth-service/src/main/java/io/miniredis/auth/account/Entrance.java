package io.miniredis.auth.account;

import io.miniredis.auth.organization.Organizations;
import io.miniredis.auth.session.Sessions;
import io.miniredis.auth.session.Visit;
import io.miniredis.auth.user.User;
import io.miniredis.kit.audit.Actor;
import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.audit.Deed;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Where people are let in who have proven who they are, by whatever means. */
@Component
class Entrance {

    private final Organizations organizations;
    private final Sessions sessions;
    private final SecondFactor secondFactor;
    private final TransactionOperations transaction;
    private final Audit audit;

    Entrance(
            Organizations organizations,
            Sessions sessions,
            SecondFactor secondFactor,
            TransactionOperations transaction,
            Audit audit) {
        this.organizations = organizations;
        this.sessions = sessions;
        this.secondFactor = secondFactor;
        this.transaction = transaction;
        this.audit = audit;
    }

    /** Begins a session of theirs. */
    Entered enter(User user, Visit visit) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var home = homeOf(user);
            var session = sessions.begin(user.id(), home.id(), visit);
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
