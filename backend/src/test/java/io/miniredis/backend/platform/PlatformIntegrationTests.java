package io.miniredis.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.backend.BackendTest;
import io.miniredis.backend.FakeAuth;
import io.miniredis.kit.testing.TokensForTests;
import io.miniredis.kit.token.Role;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class PlatformIntegrationTests extends BackendTest {

    private static final FakeAuth auth = new FakeAuth();

    @DynamicPropertySource
    static void authService(DynamicPropertyRegistry properties) {
        properties.add("AUTH_SERVICE_URL", auth::url);
    }

    @AfterEach
    void authIsThere() {
        auth.broken = false;
    }

    @Test
    void hostsAreShownWithWhatIsPromisedOnThem() {
        created("orders");
        var seen = items("hosts").getFirst();
        assertThat(seen.path("id").asString()).isEqualTo("host-1");
        assertThat(seen.path("status").asString()).isEqualTo("up");
        assertThat(seen.path("address").asString()).isEqualTo("redis.test");
        assertThat(seen.path("engine").asString()).isEqualTo("valkey 9.0.0");
        assertThat(seen.path("portsTotal").asInt()).isEqualTo(1000);
        assertThat(seen.path("nodes").asInt())
                .isPositive()
                .isEqualTo(seen.path("portsUsed").asInt());
        assertThat(seen.path("memoryPlannedBytes").asLong()).isGreaterThanOrEqualTo(32L << 20);

        jdbc.update("update host set last_seen = now() - interval '1 minute'");
        assertThat(items("hosts").getFirst().path("status").asString()).isEqualTo("lost");
    }

    @Test
    void nodesAreShownWithoutNamesAndPasswords() {
        var name = "a-name-that-tells";
        var created = body(create("{\"name\":\"" + name + "\"}"));
        var page = look("nodes?limit=200");

        var seen = body(page)
                .path("items")
                .valueStream()
                .filter(it -> it.path("databaseId")
                        .asString()
                        .equals(created.path("id").asString()))
                .findFirst()
                .orElseThrow();
        assertThat(seen.path("organizationId").asString()).isEqualTo(organization);
        assertThat(seen.path("hostId").asString()).isEqualTo("host-1");
        assertThat(seen.path("port").asInt()).isEqualTo(20000);
        assertThat(seen.path("plan").asString()).isEqualTo("free");
        assertThat(seen.path("status").asString()).isEqualTo("running");
        assertThat(body(page).toString())
                .doesNotContain(name)
                .doesNotContain(created.path("password").asString());
    }

    @Test
    void operationsAndUsageOfEverybodyAreShown() {
        var id = created("orders");
        created("cache");

        assertThat(items("operations")).anySatisfy(it -> {
            assertThat(it.path("databaseId").asString()).isEqualTo(id);
            assertThat(it.path("organizationId").asString()).isEqualTo(organization);
            assertThat(it.path("kind").asString()).isEqualTo("create");
            assertThat(it.path("endedAt").asString()).isNotBlank();
        });
        assertThat(items("usage")).anySatisfy(it -> {
            assertThat(it.path("organizationId").asString()).isEqualTo(organization);
            assertThat(it.path("databases").asInt()).isEqualTo(2);
            assertThat(it.path("memoryLimitBytes").asLong()).isEqualTo(64L << 20);
        });
    }

    @Test
    void pagesFollowEachOther() {
        for (var name : List.of("one", "two", "three")) created(name);
        for (var what : List.of("nodes", "operations")) {
            var key = what.equals("nodes") ? "databaseId" : "id";
            var all = items(what).stream().map(it -> it.path(key).asString()).toList();
            var first = body(look(what + "?limit=1"));
            var second =
                    body(look(what + "?limit=1&cursor=" + first.path("next").asString()));
            assertThat(first.path("items").get(0).path(key).asString()).isEqualTo(all.get(0));
            assertThat(second.path("items").get(0).path(key).asString()).isEqualTo(all.get(1));
        }
    }

    @Test
    void theAuditOfBothServicesIsChecked() {
        created("orders");
        var parts = body(look("audit/integrity")).path("parts");
        assertThat(parts.get(0).path("service").asString()).isEqualTo("backend");
        assertThat(parts.get(0).path("whole").asBoolean()).isTrue();
        assertThat(parts.get(0).path("events").asLong()).isPositive();
        assertThat(parts.get(1).path("service").asString()).isEqualTo("auth-service");
        assertThat(parts.get(1).path("events").asLong()).isEqualTo(7);

        auth.broken = true;
        assertProblem(look("audit/integrity"), 503, "SERVICE_UNAVAILABLE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hosts", "nodes", "operations", "usage", "audit/integrity"})
    void onlyOperatorsLookAndEachLookIsOnRecord(String what) {
        for (var credential : List.of(
                TokensForTests.tenant(organization, Role.OWNER),
                TokensForTests.key(organization, Role.ADMIN, null, null))) {
            assertProblem(get("/api/v1/platform/" + what, credential), 403, "OPERATOR_NEEDED");
        }
        var before = looks();
        assertThat(look(what)).hasStatus(200);

        assertThat(looks()).isEqualTo(before + 1);
        assertThat(jdbc.queryForMap("select * from audit_event order by sequence desc limit 1"))
                .containsEntry("action", "platform.look")
                .containsEntry("subject", what.equals("audit/integrity") ? "audit" : what)
                .containsEntry("actor", "usr_operator")
                .containsEntry("actor_kind", "operator")
                .containsEntry("actor_name", "ops@example.com")
                .containsEntry("organization_id", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hosts", "nodes", "operations", "usage"})
    void hostileCursorsAreRefused(String what) {
        for (var query : List.of("cursor=%00", "cursor='", "limit=0", "limit=201", "limit=1e9")) {
            var result = mvc.get()
                    .uri(URI.create("/api/v1/platform/" + what + "?" + query))
                    .header("Authorization", TokensForTests.operator(organization))
                    .exchange();
            assertFieldProblem(result, query.substring(0, query.indexOf('=')));
        }
    }

    private int looks() {
        return jdbc.queryForObject(
                "select count(*) from audit_event where action = 'platform.look' and outcome = 'done'", Integer.class);
    }

    private MvcTestResult look(String what) {
        return get("/api/v1/platform/" + what, TokensForTests.operator(organization));
    }

    private List<JsonNode> items(String what) {
        return body(look(what + "?limit=200")).path("items").valueStream().toList();
    }
}
