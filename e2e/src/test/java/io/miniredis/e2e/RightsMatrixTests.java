package io.miniredis.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every call of the contract, by everybody who might make it: who may is let in, nobody else is, and what is not yours does not exist. */
@Tag("matrix")
@ExtendWith(PlatformExtension.class)
class RightsMatrixTests {

    private static final List<String> ROLES = List.of("viewer", "developer", "admin", "owner");

    /** The lowest role for each right, as docs/security.md has it; written once more here, so that a slip there shows. */
    private static final Map<String, String> LOWEST = Map.ofEntries(
            Map.entry("see_databases", "viewer"),
            Map.entry("see_measurements", "viewer"),
            Map.entry("see_members", "viewer"),
            Map.entry("read_data", "developer"),
            Map.entry("read_or_write_data", "developer"),
            Map.entry("see_password", "developer"),
            Map.entry("change_database", "developer"),
            Map.entry("create_database", "developer"),
            Map.entry("delete_database", "admin"),
            Map.entry("manage_members", "admin"),
            Map.entry("manage_keys", "admin"),
            Map.entry("see_audit", "admin"),
            Map.entry("own_organization", "owner"));

    /** What a narrowed key keeps. */
    private static final Map<String, Set<String>> KEPT = Map.of(
            "read", Set.of("see_databases", "read_data", "read_or_write_data"),
            "write", Set.of("see_databases", "read_or_write_data"),
            "metrics", Set.of("see_databases", "see_measurements"));

    private static final Set<String> OF_ORGANIZATION =
            Set.of("create_database", "see_members", "manage_members", "manage_keys", "see_audit", "own_organization");

    private static final Set<String> REFUSALS =
            Set.of("ROLE_TOO_LOW", "KEY_TOO_NARROW", "PERSON_NEEDED", "OPERATOR_NEEDED");

    /** Who calls, and what that makes of it. */
    private sealed interface Who {
        record Dead() implements Who {}

        record Foreign() implements Who {}

        record Person(String role) implements Who {}

        record Key(String role) implements Who {}

        record NarrowKey(String access) implements Who {}

        record OtherDatabaseKey() implements Who {}
    }

    private enum Expected {
        UNAUTHENTICATED,
        REFUSED,
        NOT_THERE,
        LET_IN
    }

    private record Credential(String name, Who who, Tenant tenant) {}

    @Test
    void everyCallWithEveryCredential(LocalPlatform platform) {
        var team = Team.in(platform);
        var credentials = credentials(platform, team);
        var calls = team.owner().contract().calls();
        var wrong = new ArrayList<String>();
        var requests = 0;
        for (var credential : credentials) {
            for (var call : calls) {
                var expected = expected(call, credential.who());
                // it ends the session that the next calls need; AccountTests has it
                if (call.id().equals("logOut") && expected == Expected.LET_IN) continue;
                var path = call.at(values(call, expected, credential.who(), team));
                var answer = credential.tenant().sendUnchecked(call.method(), path, body(call), Map.of());
                requests++;
                try {
                    credential.tenant().check(call.method(), path, answer);
                } catch (AssertionError otherwise) {
                    wrong.add(call + " by " + credential.name() + ": " + otherwise.getMessage());
                }
                if (!isAsExpected(answer, expected)) {
                    wrong.add("%s by %s: wanted %s, got %d %s"
                            .formatted(call, credential.name(), expected, answer.status(), answer.text()));
                }
            }
        }
        System.out.printf(
                "rights: %d calls x %d credentials, %d requests, %d otherwise than documented%n",
                calls.size(), credentials.size(), requests, wrong.size());
        assertThat(wrong).isEmpty();
        assertThat(calls)
                .allSatisfy(
                        it -> assertThat(it.needs()).as(it + " has an x-right").doesNotContain(""));
    }

    private static List<Credential> credentials(LocalPlatform platform, Team team) {
        var owner = team.owner();
        var revoked = owner.post("/api-keys", Map.of("name", "revoked", "role", "admin"))
                .expect(201);
        owner.delete("/api-keys/" + revoked.field("id")).expect(204);
        var soon = Instant.now().plusSeconds(3).toString();
        var expired = owner.newKey(platform, Map.of("name", "expired", "role", "admin", "expiresAt", soon));
        var loggedOut = Tenant.signedUp(platform);
        var cookie = loggedOut.sessionCookie();
        loggedOut.post("/auth/logout").expect(204);
        var all = new ArrayList<Credential>();
        all.add(new Credential("nobody", new Who.Dead(), Tenant.stranger(platform)));
        all.add(new Credential("an unknown key", new Who.Dead(), Tenant.withKey(platform, "mr_" + "x".repeat(49))));
        all.add(new Credential("a revoked key", new Who.Dead(), Tenant.withKey(platform, revoked.field("key"))));
        all.add(new Credential("a session after logout", new Who.Dead(), Tenant.withSession(platform, cookie)));
        all.add(new Credential("another organization's owner", new Who.Foreign(), Tenant.signedUp(platform)));
        team.people().forEach((role, person) -> all.add(new Credential(role, new Who.Person(role), person)));
        for (var role : List.of("admin", "developer", "viewer")) {
            var key = owner.newKey(platform, Map.of("name", role + " key", "role", role));
            all.add(new Credential(role + " key", new Who.Key(role), key));
        }
        for (var access : KEPT.keySet()) {
            var key =
                    owner.newKey(platform, Map.of("name", access + " key", "role", "admin", "access", List.of(access)));
            all.add(new Credential(access + " key", new Who.NarrowKey(access), key));
        }
        var elsewhere = owner.newKey(
                platform,
                Map.of("name", "elsewhere", "role", "admin", "databases", List.of("db_00000000000000000000000000")));
        all.add(new Credential("key for another database", new Who.OtherDatabaseKey(), elsewhere));
        await("the key expires")
                .atMost(Duration.ofSeconds(20))
                .until(() -> expired.get("/databases").status() == 401);
        all.add(new Credential("an expired key", new Who.Dead(), expired));
        return all;
    }

    private static Expected expected(Call call, Who who) {
        if (call.isOpen()) return Expected.LET_IN;
        if (who instanceof Who.Dead) return Expected.UNAUTHENTICATED;
        if (call.needs().contains("operator")) return Expected.REFUSED;
        return switch (who) {
            case Who.Dead dead -> Expected.UNAUTHENTICATED;
            case Who.Foreign foreign -> isAboutSomething(call) ? Expected.NOT_THERE : Expected.LET_IN;
            case Who.Person(String role) -> mayAll(call, role) ? Expected.LET_IN : Expected.REFUSED;
            case Who.Key(String role) ->
                mayAll(call, role) && !call.needs().contains("person") ? Expected.LET_IN : Expected.REFUSED;
            case Who.NarrowKey(String access) ->
                call.needs().stream()
                                .allMatch(it ->
                                        it.equals("any") || KEPT.get(access).contains(it))
                        ? Expected.LET_IN
                        : Expected.REFUSED;
            case Who.OtherDatabaseKey elsewhere -> {
                if (call.needs().contains("person")) yield Expected.REFUSED;
                if (call.needs().stream().anyMatch(OF_ORGANIZATION::contains)) yield Expected.REFUSED;
                yield isAboutSomething(call) ? Expected.NOT_THERE : Expected.LET_IN;
            }
        };
    }

    private static boolean mayAll(Call call, String role) {
        return call.needs().stream()
                .filter(it -> !it.equals("any") && !it.equals("person"))
                .allMatch(it -> ROLES.indexOf(role) >= ROLES.indexOf(LOWEST.get(it)));
    }

    private static boolean isAboutSomething(Call call) {
        return call.path().contains("{");
    }

    /** Those who are let in call for what does not exist, so that nothing happens to what the next calls need. */
    private static Map<String, String> values(Call call, Expected expected, Who who, Team team) {
        var values = new HashMap<String, String>();
        for (var parameter : call.parameters()) {
            if (parameter.in().equals("path")) values.put(parameter.name(), "nothere");
        }
        if (expected == Expected.LET_IN) {
            if (!(who instanceof Who.Foreign)) values.replace("organizationId", team.organizationId());
        } else {
            for (var real : team.ids().entrySet()) values.replace(real.getKey(), real.getValue());
        }
        return values;
    }

    /** Of no use to those who are let in, so that nothing happens; a command is judged by what it is, so it has to be one. */
    private static String body(Call call) {
        if (!call.hasBody()) return "";
        return call.id().equals("runCommand") ? "{\"command\":[\"PING\"]}" : "{}";
    }

    private static boolean isAsExpected(Tenant.Answer answer, Expected expected) {
        return switch (expected) {
            case UNAUTHENTICATED -> answer.status() == 401;
            case REFUSED -> answer.status() == 403 && REFUSALS.contains(answer.field("code"));
            case NOT_THERE -> answer.status() == 404;
            case LET_IN ->
                answer.status() < 500 && answer.status() != 401 && answer.status() != 403 && answer.status() != 429;
        };
    }
}
