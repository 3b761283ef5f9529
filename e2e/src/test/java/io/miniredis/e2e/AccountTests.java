package io.miniredis.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people do with their accounts and organizations, end to end, mails included. */
@Tag("journey")
@ExtendWith(PlatformExtension.class)
class AccountTests {

    /** What DESIGN.md promises of a credential that was revoked. */
    private static final Duration DEAD_WITHIN = Duration.ofSeconds(5);

    private static final String NEW_PASSWORD = "quiet river under oaks 7";

    @Test
    void addressIsVerifiedByItsMail(LocalPlatform platform) {
        var address = Tenant.anAddress();
        var tenant = Tenant.signedUp(platform, address);
        assertThat(user(tenant).path("emailVerified").asBoolean()).isFalse();
        var token = Mailbox.of(platform, address).token("/verify");
        var stranger = Tenant.stranger(platform);
        stranger.post("/auth/verification/confirm", Map.of("token", token)).expect(204);
        assertThat(user(tenant).path("emailVerified").asBoolean()).isTrue();
        tenant.post("/auth/verification").expectProblem(409, "ALREADY_VERIFIED");
        stranger.post("/auth/verification/confirm", Map.of("token", "x".repeat(43)))
                .expectProblem(422, "LINK_INVALID");
    }

    @Test
    void forgottenPasswordIsSetAnewAndEndsEverySession(LocalPlatform platform) {
        var address = Tenant.anAddress();
        var tenant = Tenant.signedUp(platform, address);
        var stranger = Tenant.stranger(platform);
        stranger.post("/auth/password/forgot", Map.of("email", "nobody-" + address))
                .expect(202);
        stranger.post("/auth/password/forgot", Map.of("email", address)).expect(202);
        var token = Mailbox.of(platform, address).token("/reset-password");
        stranger.post("/auth/password/reset", Map.of("token", token, "password", "password1234"))
                .expectProblem(422, "INVALID_INPUT");
        Planted.secret(NEW_PASSWORD);
        stranger.post("/auth/password/reset", Map.of("token", token, "password", NEW_PASSWORD))
                .expect(204);
        stranger.post("/auth/password/reset", Map.of("token", token, "password", NEW_PASSWORD))
                .expectProblem(422, "LINK_INVALID");
        await("the old session ends")
                .atMost(DEAD_WITHIN)
                .until(() -> tenant.get("/auth/me").status() == 401);
        assertThat(Mailbox.of(platform, "nobody-" + address).mails()).isEmpty();
        stranger.post("/auth/login", Map.of("email", address, "password", Tenant.PASSWORD))
                .expectProblem(401, "WRONG_CREDENTIALS");
        stranger.post("/auth/login", Map.of("email", address, "password", NEW_PASSWORD))
                .expect(200);
    }

    @Test
    void secondFactorIsAskedForAndRecoveryCodesHelpOnce(LocalPlatform platform) {
        var address = Tenant.anAddress();
        var tenant = Tenant.signedUp(platform, address);
        var secret = tenant.post("/auth/two-factor", Map.of("password", Tenant.PASSWORD))
                .expect(201)
                .field("secret");
        var codes = tenant.post("/auth/two-factor/confirm", Map.of("code", Authenticator.code(secret)))
                .expect(200)
                .body()
                .path("recoveryCodes");
        assertThat(codes).hasSize(10);
        var stranger = Tenant.stranger(platform);
        var entry = Map.of("email", address, "password", Tenant.PASSWORD);
        stranger.post("/auth/login", entry).expectProblem(401, "CODE_NEEDED");
        stranger.post("/auth/login", Map.of("email", address, "password", Tenant.PASSWORD, "code", "000000"))
                .expectProblem(401, "CODE_WRONG");
        var recovery = Map.of(
                "email",
                address,
                "password",
                Tenant.PASSWORD,
                "code",
                codes.path(0).asString());
        stranger.post("/auth/login", recovery).expect(200);
        Tenant.stranger(platform).post("/auth/login", recovery).expectProblem(401, "CODE_WRONG");
        assertThat(tenant.get("/auth/two-factor")
                        .expect(200)
                        .body()
                        .path("recoveryCodesLeft")
                        .asInt())
                .isEqualTo(9);
        tenant.post("/auth/two-factor/disable", Map.of("password", Tenant.PASSWORD))
                .expect(204);
        Tenant.stranger(platform).post("/auth/login", entry).expect(200);
    }

    @Test
    void sessionsAreSeenAndEnded(LocalPlatform platform) {
        var address = Tenant.anAddress();
        var here = Tenant.signedUp(platform, address);
        var elsewhere = Tenant.stranger(platform);
        elsewhere
                .post("/auth/login", Map.of("email", address, "password", Tenant.PASSWORD))
                .expect(200);
        var sessions = here.get("/auth/sessions").expect(200).body().path("items");
        assertThat(sessions).hasSize(2);
        var other = sessions.valueStream()
                .filter(it -> !it.path("current").asBoolean())
                .findFirst()
                .orElseThrow();
        here.delete("/auth/sessions/" + other.path("id").asString()).expect(204);
        await("it ends elsewhere")
                .atMost(DEAD_WITHIN)
                .until(() -> elsewhere.get("/auth/me").status() == 401);
        here.get("/auth/me").expect(200);
    }

    @Test
    void membersShareDatabasesSwitchAndAreRemoved(LocalPlatform platform) {
        var team = Team.in(platform);
        var developer = team.people().get("developer");
        assertThat(developer.get("/databases").expect(200).body().path("items")).hasSize(1);
        // own organization and the one that invited
        var mine = developer.get("/organizations").expect(200).body().path("items");
        assertThat(mine).hasSize(2);
        var own = mine.valueStream()
                .map(it -> it.path("id").asString())
                .filter(it -> !it.equals(team.organizationId()))
                .findFirst()
                .orElseThrow();
        developer
                .send("PUT", "/auth/organization", "{\"organizationId\":\"" + own + "\"}")
                .expect(200);
        assertThat(developer.get("/databases").expect(200).body().path("items")).isEmpty();
        developer.get("/databases/" + team.ids().get("databaseId")).expectProblem(404, "DATABASE_UNKNOWN");

        var members = "/organizations/" + team.organizationId() + "/members";
        var viewer = team.people().get("viewer");
        var viewerId = user(viewer).path("id").asString();
        team.owner()
                .send("PATCH", members + "/" + viewerId, "{\"role\":\"admin\"}")
                .expect(200);
        team.owner().delete(members + "/" + viewerId).expect(204);
        await("who was removed sees nothing of it")
                .atMost(DEAD_WITHIN)
                .until(() ->
                        viewer.get("/databases/" + team.ids().get("databaseId")).status() == 404);
        var ownerId = user(team.owner()).path("id").asString();
        team.owner().delete(members + "/" + ownerId).expectProblem(409, "LAST_OWNER");
        team.owner()
                .delete("/organizations/" + team.organizationId() + "?confirm=wrong")
                .expectProblem(422, "INVALID_INPUT");
        var name = mine.valueStream()
                .filter(it -> it.path("id").asString().equals(team.organizationId()))
                .findFirst()
                .orElseThrow()
                .path("name")
                .asString();
        team.owner()
                .delete("/organizations/" + team.organizationId() + "?confirm=" + name)
                .expectProblem(409, "ORGANIZATION_NOT_EMPTY");
        team.owner().delete("/databases/" + team.ids().get("databaseId")).expect(202);
        team.owner().awaitGone(team.ids().get("databaseId"));
        team.owner()
                .delete("/organizations/" + team.organizationId() + "?confirm=" + name)
                .expect(204);
    }

    @Test
    void narrowedKeysDoWhatTheyAreForAndDieWhenRevoked(LocalPlatform platform) {
        var tenant = Tenant.signedUp(platform);
        var mine = tenant.create("narrow");
        var other = tenant.create("other");
        var reading = tenant.newKey(
                platform,
                Map.of(
                        "name",
                        "reader",
                        "role",
                        "developer",
                        "access",
                        List.of("read"),
                        "databases",
                        List.of(mine.id())));
        var command = mine.path() + "/commands";
        tenant.post(command, Map.of("command", List.of("SET", "a", "1"))).expect(200);
        assertThat(reading.post(command, Map.of("command", List.of("GET", "a")))
                        .expect(200)
                        .field("result"))
                .isEqualTo("1");
        reading.post(command, Map.of("command", List.of("SET", "a", "2"))).expectProblem(403, "KEY_TOO_NARROW");
        reading.post(command, Map.of("command", List.of("EVAL", "return redis.call('DEL','a')", "0")))
                .expectProblem(403, "KEY_TOO_NARROW");
        reading.get(other.path()).expectProblem(404, "DATABASE_UNKNOWN");
        assertThat(reading.get("/databases").expect(200).body().path("items")).hasSize(1);
        var keys = tenant.get("/api-keys").expect(200).body().path("items");
        tenant.delete("/api-keys/" + keys.path(0).path("id").asString()).expect(204);
        await("the key is dead")
                .atMost(DEAD_WITHIN)
                .until(() -> reading.get("/databases").status() == 401);
        tenant.delete(mine.path()).expect(202);
        tenant.delete(other.path()).expect(202);
    }

    @Test
    void changesAndRefusalsAreOnRecord(LocalPlatform platform) {
        var tenant = Tenant.signedUp(platform);
        var database = tenant.create("recorded");
        var viewer = tenant.newKey(platform, Map.of("name", "looks", "role", "viewer"));
        viewer.delete(database.path()).expectProblem(403, "ROLE_TOO_LOW");
        tenant.delete(database.path()).expect(202);
        await("all of it is on record").atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var events = tenant.get("/audit?limit=200").expect(200).body().path("items");
            var told = events.valueStream()
                    .map(it -> it.path("action").asString() + " "
                            + it.path("outcome").asString())
                    .toList();
            assertThat(told).contains("database.create done", "database.delete refused", "database.delete done");
        });
        var refused =
                tenant.get("/audit?outcome=refused&subject=" + database.id()).expect(200);
        assertThat(refused.body().path("items").path(0).path("code").asString()).isEqualTo("ROLE_TOO_LOW");
        var csv = tenant.send("GET", "/audit?action=database.create", "", Map.of("Accept", "text/csv"));
        assertThat(csv.expect(200).text()).contains("database.create", database.id());
    }

    private static tools.jackson.databind.JsonNode user(Tenant tenant) {
        return tenant.get("/auth/me").expect(200).body().path("user");
    }
}
