package io.miniredis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Inviting somebody, who signs up and follows the link twice at once. */
final class InvitationWork extends AccountWork {

    /** An organization may send 20 an hour. */
    private static final int OF_ONE = 18;

    private final Deque<Inviter> inviters = new ArrayDeque<>();

    /** Who invites, and what came of it by address. */
    private record Inviter(Tenant owner, String organization, Map<String, Boolean> invited, List<String> joined) {}

    InvitationWork(LocalPlatform platform, int kills) {
        super(platform);
        for (var i = 0; i <= kills / 2; i++) {
            var owner = Tenant.verified(platform);
            var organization = owner.get("/auth/me")
                    .expect(200)
                    .body()
                    .at("/organization/id")
                    .asString();
            inviters.add(
                    new Inviter(owner, "/organizations/" + organization, new LinkedHashMap<>(), new ArrayList<>()));
        }
    }

    @Override
    void step() {
        var inviter = inviters.getFirst();
        if (inviter.invited().size() == OF_ONE) {
            inviters.addLast(inviters.removeFirst());
            inviter = inviters.getFirst();
        }
        if (inviter.invited().size() == OF_ONE) {
            // all have sent what they may
            done(inviter.owner().get(inviter.organization() + "/invitations"), 200);
            return;
        }
        var address = Tenant.anAddress();
        var answer = inviter.owner()
                .post(inviter.organization() + "/invitations", Map.of("email", address, "role", "viewer"));
        var certain = done(answer, 201);
        inviter.invited().put(address, certain);
        if (!certain) return;
        var token = Mailbox.of(platform, address).tokenWithin(Mailbox.AT_LAST, "/invitation");
        assertThat(token).as("the mail of an invitation that was acknowledged").isPresent();
        var guest = Tenant.stranger(platform);
        if (!done(guest.post("/auth/signup", entry(address, Tenant.PASSWORD)), 201)) return;
        if (accepted(guest, token) == 1) inviter.joined().add(address);
    }

    private long accepted(Tenant guest, Optional<String> token) {
        Callable<Tenant.Answer> accept = () -> guest.post("/invitations/accept", Map.of("token", token.orElseThrow()));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads
                    .invokeAll(Stream.generate(() -> accept).limit(2).toList())
                    .stream()
                    .map(it -> it.resultNow())
                    .toList();
            var accepted = answers.stream()
                    .filter(it -> it.status() != 422 && it.status() != 401)
                    .filter(it -> done(it, 200))
                    .count();
            assertThat(accepted).as(answers.toString()).isLessThan(2);
            return accepted;
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    void check() {
        for (var inviter : inviters) {
            var members = emails(inviter, "/members");
            var open = emails(inviter, "/invitations");
            assertThat(members).containsAll(inviter.joined()).doesNotHaveDuplicates();
            assertThat(open).doesNotHaveDuplicates().doesNotContainAnyElementsOf(members);
            inviter.invited().forEach((address, certain) -> {
                if (certain)
                    assertThat(Stream.of(members, open).flatMap(List::stream)).contains(address);
            });
            // nobody who was not invited, and the owner
            assertThat(members.size() - 1).isLessThanOrEqualTo(inviter.invited().size());
            assertThat(acceptances(inviter)).doesNotHaveDuplicates();
        }
    }

    private static List<String> emails(Inviter inviter, String path) {
        return items(inviter.owner(), inviter.organization() + path).stream()
                .map(it -> it.path("email").asString())
                .toList();
    }

    /** The invitations that are on record as accepted. */
    private static List<String> acceptances(Inviter inviter) {
        return items(inviter.owner(), "/audit?action=invitation.accept&limit=200").stream()
                .filter(it -> it.path("outcome").asString().equals("done"))
                .map(it -> it.path("subject").asString())
                .toList();
    }
}
