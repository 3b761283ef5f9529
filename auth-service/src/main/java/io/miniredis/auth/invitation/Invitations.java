package io.miniredis.auth.invitation;

import io.miniredis.auth.account.People;
import io.miniredis.auth.account.Person;
import io.miniredis.auth.mail.Post;
import io.miniredis.auth.organization.MemberRemoved;
import io.miniredis.auth.organization.Organization;
import io.miniredis.auth.organization.Organizations;
import io.miniredis.auth.organization.RoleChanged;
import io.miniredis.auth.organization.Standings;
import io.miniredis.auth.organization.Team;
import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.audit.Deed;
import io.miniredis.kit.secret.Ids;
import io.miniredis.kit.secret.Tokens;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Right;
import io.miniredis.kit.token.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Invites people and withdraws it again. Changes lock the organization's row first, like every change of members; mail goes out after the
 * transaction.
 */
@Component
class Invitations {

    static final String CREATE = "invitation.create";
    static final String WITHDRAW = "invitation.withdraw";

    static final Duration LIFETIME = Duration.ofDays(7);

    /** Mails that an organization, and a person over all of their organizations, may send in {@link #WINDOW}. */
    static final int MOST = 20;

    static final Duration WINDOW = Duration.ofHours(1);

    private final InvitationRows rows;
    private final Standings standings;
    private final Team team;
    private final Organizations organizations;
    private final People people;
    private final InvitationMail letters;
    private final Post post;
    private final TransactionOperations transaction;
    private final Audit audit;
    private final Clock clock;

    Invitations(
            InvitationRows rows,
            Standings standings,
            Team team,
            Organizations organizations,
            People people,
            InvitationMail letters,
            Post post,
            TransactionOperations transaction,
            Audit audit,
            Clock clock) {
        this.audit = audit;
        this.rows = rows;
        this.standings = standings;
        this.team = team;
        this.organizations = organizations;
        this.people = people;
        this.letters = letters;
        this.post = post;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** An open invitation of the same address is replaced: its link does not work any more. */
    InvitationView invite(Caller caller, String organizationId, NewInvitation wish) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var here = standings.lockedOfPerson(caller, organizationId);
            here.require(Right.MANAGE_MEMBERS);
            // nobody hands out more than they have
            here.requireRole(wish.role());
            team.requireNoMember(organizationId, wish.email());
            return record(here, wish);
        }));
    }

    private InvitationView record(Caller here, NewInvitation wish) {
        var now = clock.instant();
        // whoever made an account with somebody else's address must leave nobody in it when its owner takes it over
        var inviter = people.find(here.subject())
                .filter(Person::emailVerified)
                .orElseThrow(InvitationException.InviterNotVerified::new);
        throttle(here, now);
        rows.forget(here.organizationId(), now.minus(WINDOW));
        rows.closeFor(here.organizationId(), wish.email(), now);
        var token = Tokens.secret();
        var invitation = new Invitation(
                Ids.next("inv", clock),
                here.organizationId(),
                wish.email(),
                wish.role(),
                Tokens.sha256(token),
                here.subject(),
                now,
                now.plus(LIFETIME));
        rows.save(invitation);
        audit.record(Deed.of(CREATE)
                .in(here.organizationId())
                .on(invitation.id(), invitation.email())
                .made(Map.of("email", invitation.email(), "role", invitation.role())));
        post.send(letters.write(invitation, nameOf(here.organizationId()), inviter.email(), token));
        return InvitationView.of(invitation);
    }

    private void throttle(Caller here, Instant now) {
        var sent = rows.sentSince(here.organizationId(), here.subject(), now.minus(WINDOW));
        if (sent.size() < MOST) return;
        var oldest = sent.get(sent.size() - MOST);
        throw new InvitationException.TooMany(MOST, Duration.between(now, oldest.plus(WINDOW)));
    }

    private String nameOf(String organizationId) {
        return organizations.find(organizationId).map(Organization::name).orElse("");
    }

    List<InvitationView> list(Caller caller, String organizationId) {
        standings.ofPerson(caller, organizationId).require(Right.MANAGE_MEMBERS);
        return rows.findOpen(organizationId, clock.instant()).stream()
                .map(InvitationView::of)
                .toList();
    }

    void withdraw(Caller caller, String organizationId, String id) {
        transaction.executeWithoutResult(status -> {
            standings.lockedOfPerson(caller, organizationId).require(Right.MANAGE_MEMBERS);
            if (rows.close(id, organizationId, clock.instant()) == 0) throw new InvitationException.Unknown();
            audit.record(Deed.of(WITHDRAW).in(organizationId).on(id, null));
        });
    }

    /** Who is removed takes no friends in any more. */
    @EventListener
    void on(MemberRemoved event) {
        rows.closeOf(event.organizationId(), event.userId(), EnumSet.allOf(Role.class), clock.instant());
    }

    /** Who has a lower role now does not either; one without the right to invite at all. */
    @EventListener
    void on(RoleChanged event) {
        var roles = EnumSet.allOf(Role.class);
        if (event.role().includes(Right.MANAGE_MEMBERS.needed())) roles.removeIf(event.role()::includes);
        if (!roles.isEmpty()) rows.closeOf(event.organizationId(), event.userId(), roles, clock.instant());
    }
}
