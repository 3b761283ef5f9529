package io.miniredis.auth.invitation;

import io.miniredis.auth.account.People;
import io.miniredis.auth.organization.Organization;
import io.miniredis.auth.organization.Organizations;
import io.miniredis.auth.organization.Standings;
import io.miniredis.auth.organization.Team;
import io.miniredis.auth.session.NewSession;
import io.miniredis.auth.session.Sessions;
import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.audit.Deed;
import io.miniredis.kit.secret.Tokens;
import io.miniredis.kit.token.Caller;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** What an invited person does with the link. */
@Component
class Acceptance {

    static final String ACCEPT = "invitation.accept";

    private final InvitationRows rows;
    private final Organizations organizations;
    private final Team team;
    private final Standings standings;
    private final People people;
    private final Sessions sessions;
    private final TransactionOperations transaction;
    private final Audit audit;
    private final Clock clock;

    Acceptance(
            InvitationRows rows,
            Organizations organizations,
            Team team,
            Standings standings,
            People people,
            Sessions sessions,
            TransactionOperations transaction,
            Audit audit,
            Clock clock) {
        this.audit = audit;
        this.rows = rows;
        this.organizations = organizations;
        this.team = team;
        this.standings = standings;
        this.people = people;
        this.sessions = sessions;
        this.transaction = transaction;
        this.clock = clock;
    }

    InvitationOffer look(String token) {
        var invitation = open(token);
        var name = organizations
                .find(invitation.organizationId())
                .map(Organization::name)
                .orElseThrow(InvitationException.LinkInvalid::new);
        return new InvitationOffer(name, invitation.email(), invitation.role(), invitation.expiresAt());
    }

    /**
     * @param here who joined, as it stands in the organization
     * @param session the same session under a new token, acting there
     */
    record Joined(Caller here, NewSession session) {}

    /**
     * Joins. Only for the address that was invited, so that a link which was passed on, or an account of somebody else that happens to
     * be logged in, lets nobody in unseen; and since the token was in a mail to that address, it is verified by it.
     */
    Joined accept(Caller caller, String token) {
        caller.requirePerson();
        return Objects.requireNonNull(transaction.execute(status -> {
            var invitation = open(token);
            var person = people.find(caller.subject())
                    .orElseThrow(() -> new AuthenticationCredentialsNotFoundException("the user is gone"));
            if (!invitation.isFor(person.email())) throw new InvitationException.ForAnother();
            var organizationId = invitation.organizationId();
            if (!organizations.lock(organizationId)
                    || rows.close(invitation.id(), organizationId, clock.instant()) == 0) {
                throw new InvitationException.LinkInvalid();
            }
            // before anything is written that this would let the persistence context forget
            people.verify(person.id());
            team.join(organizationId, person.id(), invitation.role());
            audit.record(Deed.of(ACCEPT)
                    .in(organizationId)
                    .on(invitation.id(), invitation.email())
                    .made(Map.of("role", invitation.role())));
            var session = sessions.switchTo(caller.credentialId(), person.id(), organizationId);
            return new Joined(standings.of(caller, organizationId), session);
        }));
    }

    private Invitation open(String token) {
        return rows.findByTokenHash(Tokens.sha256(token))
                .filter(it -> it.isOpen(clock.instant()))
                .orElseThrow(InvitationException.LinkInvalid::new);
    }
}
