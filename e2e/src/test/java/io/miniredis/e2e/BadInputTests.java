package io.miniredis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What strangers and tenants send by mistake or on purpose: each ends in the documented error and changes nothing. */
@Tag("journey")
@ExtendWith(PlatformExtension.class)
class BadInputTests {

    @Test
    void nameTaken(Platform platform) {
        var tenant = Tenant.signedUp(platform);
        tenant.create("orders");
        tenant.post("/databases", Map.of("name", "orders")).expectProblem(409, "NAME_TAKEN");
    }

    @Test
    void badNameAndUnknownPlanNameTheField(Platform platform) {
        var tenant = Tenant.signedUp(platform);
        for (var name : List.of("", "Or ders", "../../etc", "-", "x".repeat(200))) {
            var problem = tenant.post("/databases", Map.of("name", name)).expectProblem(422, "INVALID_INPUT");
            assertThat(problem.body().path("fieldErrors").path(0).path("field").asString())
                    .isEqualTo("name");
        }
        var problem = tenant.post("/databases", Map.of("name", "orders", "plan", "gigantic"))
                .expectProblem(422, "INVALID_INPUT");
        assertThat(problem.field("detail")).contains("free");
        assertThat(tenant.get("/databases").body().path("items")).isEmpty();
    }

    @Test
    void quotaOfThreeFreeDatabases(Platform platform) {
        var tenant = Tenant.signedUp(platform);
        for (var name : List.of("a", "b", "c")) tenant.create(name);
        tenant.post("/databases", Map.of("name", "d")).expectProblem(403, "QUOTA_REACHED");
        tenant.delete("/databases/"
                        + tenant.get("/databases")
                                .body()
                                .path("items")
                                .path(0)
                                .path("id")
                                .asString())
                .expect(202);
    }

    @Test
    void wrongPasswordAndUnknownUserSayTheSame(Platform platform) {
        var stranger = Tenant.stranger(platform);
        var email = "wrong-" + UUID.randomUUID() + "@example.com";
        stranger.post("/auth/signup", Map.of("email", email, "password", Tenant.PASSWORD))
                .expect(201);
        var wrong = stranger.post("/auth/login", Map.of("email", email, "password", "not the password"))
                .expectProblem(401, "WRONG_CREDENTIALS");
        var unknown = stranger.post("/auth/login", Map.of("email", "no" + email, "password", "not the password"))
                .expectProblem(401, "WRONG_CREDENTIALS");
        assertThat(unknown.field("detail")).isEqualTo(wrong.field("detail"));
        stranger.post("/auth/login", Map.of("email", email, "password", Tenant.PASSWORD))
                .expect(200);
    }

    @Test
    void bodyThatIsNotJson(Platform platform) {
        var tenant = Tenant.signedUp(platform);
        tenant.send("POST", "/databases", "name=orders").expectProblem(422, "MALFORMED_JSON");
        tenant.send("POST", "/databases", "[1,2").expectProblem(422, "MALFORMED_JSON");
        Tenant.stranger(platform).send("POST", "/auth/signup", "{").expectProblem(422, "MALFORMED_JSON");
    }

    @Test
    void bodyOfTwoMegabytes(Platform platform) {
        var tenant = Tenant.signedUp(platform);
        var large = "{\"name\":\"" + "x".repeat(2_000_000) + "\"}";
        tenant.send("POST", "/databases", large).expectProblem(413, "BODY_TOO_LARGE");
    }

    @Test
    void unknownIdAndUnknownPath(Platform platform) {
        var tenant = Tenant.signedUp(platform);
        tenant.get("/databases/db_nothere").expectProblem(404, "DATABASE_UNKNOWN");
        tenant.get("/databases/db_nothere/metrics").expectProblem(404, "DATABASE_UNKNOWN");
        tenant.get("/operations/op_nothere").expectProblem(404, "OPERATION_UNKNOWN");
        tenant.get("/nothing/here").expectProblem(404, "NOT_FOUND");
    }

    @Test
    void anotherOrganizationsDatabaseIsNotThere(Platform platform) {
        var database = Tenant.signedUp(platform).create("secret");
        var other = Tenant.signedUp(platform);
        for (var path : List.of("", "/credentials", "/metrics", "/slowlog")) {
            other.get(database.path() + path).expectProblem(404, "DATABASE_UNKNOWN");
        }
        for (var path : List.of("/start", "/stop", "/restart", "/credentials/rotate")) {
            other.post(database.path() + path).expectProblem(404, "DATABASE_UNKNOWN");
        }
        other.post(database.path() + "/commands", Map.of("command", List.of("GET", "x")))
                .expectProblem(404, "DATABASE_UNKNOWN");
        other.delete(database.path()).expectProblem(404, "DATABASE_UNKNOWN");
        assertThat(other.get("/databases").body().path("items")).isEmpty();
        assertThat(other.get("/metrics").body().path("items")).isEmpty();
    }

    @Test
    void noCredentialAndABadOne(Platform platform) {
        Tenant.stranger(platform).get("/databases").expectProblem(401, "UNAUTHENTICATED");
        Tenant.withKey(platform, "mr_" + "x".repeat(43)).get("/databases").expect(401);
        Tenant.withKey(platform, "not-a-key").get("/databases").expect(401);
    }
}
