package io.miniredis.backend.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.miniredis.backend.BackendTest;
import io.miniredis.kit.testing.TokensForTests;
import io.miniredis.kit.token.Role;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What keys that are narrowed to named databases, or to reading, writing or measuring, can do here. */
class NarrowedKeysIntegrationTests extends BackendTest {

    private String orders;
    private String cache;
    private String key;

    @BeforeEach
    void twoDatabasesAndAKeyForOne() {
        orders = created("orders");
        cache = created("cache");
        key = TokensForTests.key(organization, Role.ADMIN, null, List.of(orders));
    }

    @Test
    void listsHoldItsOwnDatabasesOnly() {
        assertThat(body(get("/api/v1/databases", key))
                        .path("items")
                        .valueStream()
                        .map(it -> it.path("id").asString()))
                .containsExactly(orders);
        assertThat(body(get("/api/v1/operations", key))
                        .path("items")
                        .valueStream()
                        .map(it -> it.path("databaseId").asString()))
                .containsExactly(orders);
        assertThat(body(get("/api/v1/operations?databaseId=" + cache, key)).path("items"))
                .isEmpty();
    }

    @Test
    void aKeyForNoDatabaseSeesNone() {
        var none = TokensForTests.key(organization, Role.ADMIN, null, List.of());
        assertThat(body(get("/api/v1/databases", none)).path("items")).isEmpty();
        assertThat(body(get("/api/v1/operations", none)).path("items")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,''",
        "PATCH,''",
        "DELETE,''",
        "POST,/start",
        "POST,/stop",
        "POST,/restart",
        "GET,/credentials",
        "POST,/credentials/rotate",
        "POST,/commands",
        "GET,/events"
    })
    void otherDatabasesAreAnsweredLikeThoseOfNobody(String method, String path) {
        var outside = send(HttpMethod.valueOf(method), "/api/v1/databases/" + cache + path, "{}", key);
        var nobodys = send(HttpMethod.valueOf(method), "/api/v1/databases/db_nobodys" + path, "{}", key);

        assertProblem(outside, 404, "DATABASE_UNKNOWN");
        assertThat(same(outside, cache)).isEqualTo(same(nobodys, "db_nobodys"));
        assertThat(database(cache).path("status").asString()).isEqualTo("running");
    }

    private String same(MvcTestResult result, String id) {
        return body(result)
                .toString()
                .replace(id, "ID")
                .replace(body(result).path("traceId").asString(), "TRACE");
    }

    @Test
    void operationsOfOtherDatabasesAreUnknown() {
        var operations =
                body(get("/api/v1/operations")).path("items").valueStream().toList();
        for (var operation : operations) {
            var result = get("/api/v1/operations/" + operation.path("id").asString(), key);
            if (operation.path("databaseId").asString().equals(orders))
                assertThat(result).hasStatus(200);
            else assertProblem(result, 404, "OPERATION_UNKNOWN");
        }
    }

    @Test
    void eventsOfOtherDatabasesAreNotStreamed() {
        var result = mvc.get()
                .uri("/api/v1/databases/" + cache + "/events")
                .header("Authorization", key)
                .header("Accept", "text/event-stream")
                .exchange();
        assertThat(result).hasStatus(404);
    }

    @Test
    void itsOwnDatabaseIsChangedAsItsRoleMay() {
        assertThat(send(HttpMethod.GET, "/api/v1/databases/" + orders + "/credentials", "", key))
                .hasStatus(200);
        assertThat(send(HttpMethod.PATCH, "/api/v1/databases/" + orders, "{\"name\":\"other\"}", key))
                .hasStatus(202);
        assertThat(send(HttpMethod.DELETE, "/api/v1/databases/" + orders, "", key))
                .hasStatus(202);
    }

    @Test
    void whatReachesFurtherIsTooMuch() {
        assertProblem(send(HttpMethod.POST, "/api/v1/databases", "{\"name\":\"third\"}", key), 403, "KEY_TOO_NARROW");
        assertProblem(get("/api/v1/audit", key), 403, "KEY_TOO_NARROW");
        assertProblem(get("/api/v1/platform/hosts", key), 403, "OPERATOR_NEEDED");
    }

    @ParameterizedTest
    @CsvSource({
        "read,GET,200",
        "read,SET,403",
        "read,NOTHING,403",
        "write,GET,403",
        "write,SET,200",
        "metrics,GET,403",
        "metrics,SET,403"
    })
    void commandsAreTakenAsTheEngineFlagsThem(String access, String command, int status) {
        var narrow = TokensForTests.key(organization, Role.DEVELOPER, List.of(access), null);
        var result = command(narrow, command);
        if (status == 200) assertThat(result).hasStatus(200);
        else assertProblem(result, 403, "KEY_TOO_NARROW");
    }

    @Test
    void theEngineIsAskedOnceForWhatItKnows() {
        var reads = TokensForTests.key(organization, Role.DEVELOPER, List.of("read"), null);
        command(reads, "get");
        host.commands.clear();
        command(reads, "Get");
        assertThat(host.commands).containsExactly(List.of("Get", "x"));
        command(TokensForTests.key(organization, Role.DEVELOPER, List.of("read", "write"), null), "Nothing");
        assertThat(host.commands).hasSize(2);
    }

    @Test
    void aRoleThatMayNotReadIsToldSo() {
        assertProblem(command(TokensForTests.tenant(organization, Role.VIEWER), "GET"), 403, "ROLE_TOO_LOW");
        var viewerKey = TokensForTests.key(organization, Role.VIEWER, List.of("read"), null);
        assertProblem(command(viewerKey, "GET"), 403, "ROLE_TOO_LOW");
    }

    @Test
    void whatANarrowedAccessLacksIsTooMuch() {
        for (var access : List.of("read", "write", "metrics")) {
            var narrow = TokensForTests.key(organization, Role.OWNER, List.of(access), null);
            assertThat(get("/api/v1/databases/" + orders, narrow)).hasStatus(200);
            assertProblem(get("/api/v1/databases/" + orders + "/credentials", narrow), 403, "KEY_TOO_NARROW");
            for (var action : List.of("start", "stop", "restart")) {
                assertProblem(
                        send(HttpMethod.POST, "/api/v1/databases/" + orders + "/" + action, "", narrow),
                        403,
                        "KEY_TOO_NARROW");
            }
            assertProblem(send(HttpMethod.DELETE, "/api/v1/databases/" + orders, "", narrow), 403, "KEY_TOO_NARROW");
        }
    }

    @Test
    void rightsAreCheckedBeforeTheBodyIsRead() {
        var viewer = TokensForTests.tenant(organization, Role.VIEWER);
        assertProblem(send(HttpMethod.POST, "/api/v1/databases", "{}", viewer), 403, "ROLE_TOO_LOW");
        assertProblem(send(HttpMethod.POST, "/api/v1/databases", "{", key), 403, "KEY_TOO_NARROW");
        assertProblem(
                send(HttpMethod.POST, "/api/v1/databases/" + orders + "/commands", "{}", viewer), 403, "ROLE_TOO_LOW");
        assertProblem(get("/api/v1/audit?limit=x", viewer), 403, "ROLE_TOO_LOW");
    }

    @Test
    void refusedCommandsAreOnRecord() {
        command(TokensForTests.key(organization, Role.DEVELOPER, List.of("read"), null), "SET");
        await().untilAsserted(() -> assertThat(jdbc.queryForList(
                        "select actor || ' ' || subject || ' ' || code from audit_event where organization_id = ? and action = 'database.command'",
                        String.class,
                        organization))
                .containsExactly("key_test " + orders + " KEY_TOO_NARROW"));
    }

    private MvcTestResult command(String credential, String command) {
        return send(
                HttpMethod.POST,
                "/api/v1/databases/" + orders + "/commands",
                "{\"command\":[\"" + command + "\",\"x\"]}",
                credential);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/databases?cursor=%00,cursor",
        "/api/v1/databases?cursor=x,cursor",
        "/api/v1/operations?cursor=%00,cursor",
        "/api/v1/operations?databaseId=%00,databaseId"
    })
    void hostileCursorsAreRefused(String path, String field) {
        var result = mvc.get()
                .uri(java.net.URI.create(path))
                .header("Authorization", TokensForTests.tenant(organization, Role.OWNER))
                .exchange();
        assertFieldProblem(result, field);
    }
}
