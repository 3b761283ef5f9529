package io.miniredis.backend.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.miniredis.backend.BackendTest;
import io.miniredis.backend.FakeHost.Mood;
import io.miniredis.kit.token.Role;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
class RotationIntegrationTests extends BackendTest {

    private MvcTestResult rotate(String id, int overlapSeconds) {
        return post(
                "/api/v1/databases/" + id + "/credentials/rotate",
                "{\"overlapSeconds\":" + overlapSeconds + "}",
                Role.OWNER);
    }

    private String password(JsonNode answer) {
        return answer.path("password").asString();
    }

    @Test
    void rotateWhenWithoutOverlapTriesTheNewPasswordAndTheOld() {
        var created = body(create("{\"name\":\"orders\"}"));
        host.logins.clear();
        var rotated = rotate(created.path("id").asString(), 0);
        assertThat(rotated).hasStatus(200);
        assertThat(host.logins).containsExactly(password(body(rotated)), password(created));
        assertThat(sealedEndedPassword(created.path("id").asString())).isNull();
    }

    @Test
    void rotateWhenOverlappingTriesTheOldPasswordWhenItEnds() {
        var created = body(create("{\"name\":\"orders\"}"));
        host.logins.clear();
        var rotated = body(rotate(created.path("id").asString(), 1));
        assertThat(host.logins).containsExactly(password(rotated));
        await().untilAsserted(() ->
                assertThat(host.logins).containsExactly(password(rotated), password(rotated), password(created)));
    }

    @Test
    void rotateWhenTheEngineKeepsTheOldPasswordIsNotDoneUntilItDoes() {
        var created = body(create("{\"name\":\"orders\"}"));
        var id = created.path("id").asString();
        host.mood = Mood.FORGETS_PASSWORDS;
        assertProblem(rotate(id, 0), 503, "NOT_APPLIED_YET");
        var operation = database(id).path("operation");
        assertThat(operation.path("reason").asString()).isEqualTo("PASSWORD_NOT_IN_FORCE");
        assertThat(operation.at("/steps/0/status").asString()).isEqualTo("succeeded");
        assertThat(operation.at("/steps/1/name").asString()).isEqualTo("verify");
        assertThat(database(id).path("status").asString()).isEqualTo("running");
        host.remembersPasswords(nodeOf(id));
        await().untilAsserted(() -> assertThat(
                        body(get("/api/v1/operations/" + operation.path("id").asString()))
                                .path("status")
                                .asString())
                .isEqualTo("succeeded"));
    }

    @Test
    void rotateWhenStoppedHasNothingToLogInTo() {
        var id = created("orders");
        post("/api/v1/databases/" + id + "/stop", "", Role.OWNER);
        awaitStatus(id, "stopped");
        host.logins.clear();
        assertThat(rotate(id, 0)).hasStatus(200);
        assertThat(host.logins).isEmpty();
        assertThat(sealedEndedPassword(id)).isNull();
    }

    @Test
    void rotateWhenAnythingGoesWrongShowsNoPasswordInLogsAndErrors(CapturedOutput output) {
        var created = body(create("{\"name\":\"orders\"}"));
        var id = created.path("id").asString();
        Set<String> passwords = new HashSet<>();
        passwords.add(password(created));
        host.mood = Mood.FORGETS_PASSWORDS;
        var refused = rotate(id, 0);
        passwords.add(password(body(get("/api/v1/databases/" + id + "/credentials"))));
        host.mood = Mood.BROKEN;
        var command = post("/api/v1/databases/" + id + "/commands", "{\"command\":[\"PING\"]}", Role.OWNER);
        var database = database(id);
        host.mood = Mood.WILLING;
        host.remembersPasswords(nodeOf(id));
        awaitDone(id);
        passwords.add(password(body(rotate(id, 0))));
        assertThat(passwords).hasSize(3);
        // it was listened: the wait for the engine is told
        assertThat(output.getAll()).contains("PASSWORD_NOT_IN_FORCE");
        for (var password : passwords) {
            assertThat(password).hasSize(43);
            assertThat(output.getAll()).doesNotContain(password);
            assertThat(body(refused).toString()).doesNotContain(password);
            assertThat(body(command).toString()).doesNotContain(password);
            assertThat(database.toString()).doesNotContain(password);
            assertThat(body(get("/api/v1/databases/" + id + "/events")).toString())
                    .doesNotContain(password);
        }
    }

    private void awaitDone(String id) {
        await().untilAsserted(() ->
                assertThat(database(id).path("operation").isNull()).isTrue());
    }

    private String sealedEndedPassword(String id) {
        return jdbc.queryForObject("select sealed_ended_password from database where id = ?", String.class, id);
    }
}
