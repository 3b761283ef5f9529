package io.miniredis.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.miniredis.backend.FakeHost.Mood;
import io.miniredis.kit.host.HostReport;
import io.miniredis.kit.node.NodeStatus;
import io.miniredis.kit.testing.PostgresForTests;
import io.miniredis.kit.testing.TokensForTests;
import io.miniredis.kit.token.Role;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole backend with a real PostgreSQL and one host, which is there and willing when a test begins. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "MINIREDIS_SECRET_KEY=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "SERVICE_CLIENT_SECRET=test",
            "db-scheduler.polling-interval=1s",
            "miniredis.events.heartbeat=300ms"
        })
@AutoConfigureMockMvc
@Import({PostgresForTests.class, TokensForTests.class})
public abstract class BackendTest {

    private static final AtomicInteger organizations = new AtomicInteger();
    protected static FakeHost host;

    @Autowired
    protected MockMvcTester mvc;

    @Autowired
    protected JsonMapper json;

    @Autowired
    protected JdbcTemplate jdbc;

    /** Another one for each test. */
    protected final String organization = "org_" + organizations.incrementAndGet();

    @BeforeAll
    static void startHost() throws IOException {
        host = new FakeHost();
    }

    @AfterAll
    static void stopHost() {
        host.close();
    }

    @BeforeEach
    void hostIsThereAndWilling() {
        host.mood = Mood.WILLING;
        report(false);
    }

    protected void report(boolean withNodes) {
        var nodes = withNodes ? host.nodes.keySet().stream().map(host::status).toList() : List.<NodeStatus>of();
        report("host-1", "redis.test", host.tls, withNodes, nodes);
    }

    protected void report(String hostId, String publicHost, boolean tls, boolean complete, List<NodeStatus> nodes) {
        var report = new HostReport(
                host.url(),
                publicHost,
                20000,
                20999,
                1L << 34,
                "valkey",
                "9.0.0",
                tls,
                List.of("uid", "no-new-privileges"),
                host.revision(),
                complete,
                nodes);
        assertThat(mvc.put()
                        .uri("/internal/hosts/" + hostId)
                        .header("Authorization", TokensForTests.service("node-manager", "hosts"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(json.writeValueAsString(report)))
                .hasStatus(204);
    }

    protected MvcTestResult post(String path, String body, Role role, String... headers) {
        return send(HttpMethod.POST, path, body, role, headers);
    }

    protected MvcTestResult patch(String id, String body, Role role, String... headers) {
        return send(HttpMethod.PATCH, "/api/v1/databases/" + id, body, role, headers);
    }

    private MvcTestResult send(HttpMethod method, String path, String body, Role role, String... headers) {
        return send(method, path, body, TokensForTests.tenant(organization, role), headers);
    }

    /** @param credential the Authorization header */
    protected MvcTestResult send(HttpMethod method, String path, String body, String credential, String... headers) {
        var request = mvc.method(method)
                .uri(path)
                .header("Authorization", credential)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
        for (var i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
        return request.exchange();
    }

    protected MvcTestResult get(String path, String credential) {
        return mvc.get().uri(path).header("Authorization", credential).exchange();
    }

    protected MvcTestResult create(String body) {
        return post("/api/v1/databases", body, Role.OWNER);
    }

    /** The id of a new database of this name. */
    protected String created(String name) {
        return body(create("{\"name\":\"" + name + "\"}")).path("id").asString();
    }

    protected String nodeOf(String databaseId) {
        return jdbc.queryForObject("select id from node where database_id = ?", String.class, databaseId);
    }

    protected MvcTestResult get(String path) {
        return mvc.get()
                .uri(path)
                .header("Authorization", TokensForTests.tenant(organization, Role.OWNER))
                .exchange();
    }

    protected JsonNode database(String id) {
        return body(get("/api/v1/databases/" + id));
    }

    protected MvcTestResult delete(String id) {
        return mvc.delete()
                .uri("/api/v1/databases/" + id)
                .header("Authorization", TokensForTests.tenant(organization, Role.OWNER))
                .exchange();
    }

    protected JsonNode body(MvcTestResult result) {
        try {
            return json.readTree(result.getResponse().getContentAsString());
        } catch (java.io.UnsupportedEncodingException exception) {
            throw new AssertionError(exception);
        }
    }

    protected void assertProblem(MvcTestResult result, int status, String code) {
        assertThat(result).hasStatus(status).hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(body(result).path("code").asString()).isEqualTo(code);
        assertThat(body(result).path("detail").asString()).isNotBlank();
    }

    protected void assertFieldProblem(MvcTestResult result, String field) {
        assertProblem(result, 422, "INVALID_INPUT");
        assertThat(body(result).path("fieldErrors").get(0).path("field").asString())
                .isEqualTo(field);
    }

    protected void awaitStatus(String id, String status) {
        await().untilAsserted(
                        () -> assertThat(database(id).path("status").asString()).isEqualTo(status));
    }
}
