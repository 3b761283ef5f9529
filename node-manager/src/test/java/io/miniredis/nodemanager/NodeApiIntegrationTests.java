package io.miniredis.nodemanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.kit.node.DesiredState;
import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.testing.TokensForTests;
import io.miniredis.nodemanager.node.HostForTests;
import io.miniredis.nodemanager.node.SpecsForTests;
import io.miniredis.nodemanager.node.Supervisor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest
@AutoConfigureMockMvc
@Import(TokensForTests.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeApiIntegrationTests {

    private static final String ID = "nd_api00001";
    private static HostForTests host;

    @Autowired
    MockMvcTester http;

    @Autowired
    JsonMapper json;

    @Autowired
    Supervisor supervisor;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) throws Exception {
        host = new HostForTests(2);
        registry.add("miniredis.data.dir", host.folder::toString);
        registry.add("miniredis.ports.start", host.ports::start);
        registry.add("miniredis.ports.end", host.ports::end);
        registry.add("miniredis.engine.bind", () -> "127.0.0.1");
        registry.add("miniredis.node.put-patience", () -> "10s");
        registry.add("miniredis.service-client.secret", () -> "secret");
        registry.add("miniredis.host.backend-url", () -> "http://localhost:1");
    }

    @AfterEach
    void deleteNodes() {
        supervisor.nodes().list().forEach(it -> delete(it.nodeId()));
    }

    @AfterAll
    void stopHost() throws Exception {
        supervisor.stop();
        host.close();
    }

    @Test
    void nodesWhenTheTokenIsMissingOrNotTheBackendsAreRefused() {
        assertThat(http.get().uri("/nodes").exchange()).hasStatus(401);
        assertThat(http.get()
                        .uri("/nodes")
                        .header("Authorization", TokensForTests.service("api-gateway", "exchange"))
                        .exchange())
                .hasStatus(403);
    }

    @Test
    void putGetListDeleteWhenAllIsWellFollowTheNode() {
        var put = put(SpecsForTests.spec(ID));
        assertThat(put).hasStatusOk().bodyJson().extractingPath("$.state").isEqualTo("ready");
        assertThat(get("/nodes/" + ID))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.observedGeneration")
                .isEqualTo(1);
        assertThat(get("/nodes"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.length()")
                .isEqualTo(1);
        assertThat(delete(ID)).hasStatus(204);
        assertThat(delete(ID)).hasStatus(204);
        assertThat(get("/nodes/" + ID))
                .hasStatus(404)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("NODE_UNKNOWN");
    }

    @Test
    void putWhenTheSpecIsBadIsRefused() {
        var older = SpecsForTests.spec(ID);
        put(older);
        put(SpecsForTests.desired(older, DesiredState.RUNNING));
        assertThat(put(older))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("STALE_GENERATION");
        assertThat(exchange(HttpMethod.PUT, "/nodes/nd_another1", older))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.fieldErrors[0].field")
                .isEqualTo("nodeId");
        assertThat(put(SpecsForTests.spec("nd_../../etc"))).hasStatus(422);
    }

    @Test
    void putWhenThePoolIsExhaustedSaysSo() {
        put(SpecsForTests.spec("nd_api00002"));
        put(SpecsForTests.spec("nd_api00003"));
        assertThat(put(SpecsForTests.spec(ID)))
                .hasStatus(503)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("PORT_POOL_EXHAUSTED");
    }

    @Test
    void commandsWhenRunAsTheTenantAnswerAsJson() {
        put(SpecsForTests.spec(ID));
        assertThat(result("SET", "greeting", "héllo")).isEqualTo("OK");
        assertThat(result("GET", "greeting")).isEqualTo("héllo");
        assertThat(result("STRLEN", "greeting")).isEqualTo(6);
        assertThat(result("GET", "missing")).isNull();
        assertThat(result("EVAL", "return {1, 'two', {3}, false}", "0"))
                .isEqualTo(java.util.Arrays.asList(1, "two", List.of(3), null));
        assertThat(result("EVAL", "return string.char(255)", "0")).isEqualTo("\ufffd");
        assertThat(error("LPUSH", "greeting", "x")).startsWith("WRONGTYPE");
        assertThat(error("NOSUCH")).startsWith("ERR unknown command");
        assertThat(error("CONFIG", "GET", "dir")).startsWith("NOPERM");
        assertThat(error("SUBSCRIBE", "news")).contains("keeps its connection open");
        assertThat(error("multi")).contains("changes its connection");
        assertThat(error("BLPOP", "queue", "0")).contains("would block");
        assertThat(error("XREAD", "BLOCK", "60000", "STREAMS", "s", "$")).contains("would block");
        assertThat(result("BLPOP", "queue", "0.01")).isNull();
        assertThat(error("EVAL", "return string.rep('x', 6000000)", "0")).contains("4 MiB");
    }

    @Test
    void commandsWhenTheyCannotRunAreProblems() {
        assertThat(commands(ID, "x", "PING"))
                .hasStatus(404)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("NODE_UNKNOWN");
        put(SpecsForTests.spec(ID));
        assertThat(commands(ID, "x", "PING"))
                .hasStatus(403)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("WRONG_PASSWORD");
        put(SpecsForTests.desired(SpecsForTests.spec(ID), DesiredState.STOPPED));
        assertThat(commands(ID, HostForTests.PASSWORD, "PING"))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("NODE_NOT_RUNNING");
    }

    @Test
    void healthAndMetricsWhenAskedAreOpen() {
        put(SpecsForTests.spec(ID));
        assertThat(http.get().uri("/actuator/health/readiness").exchange()).hasStatusOk();
        assertThat(http.get().uri("/actuator/health/liveness").exchange()).hasStatusOk();
    }

    private Object result(String... command) {
        return reply(command).get("result");
    }

    private String error(String... command) {
        return String.valueOf(reply(command).get("error"));
    }

    private Map<?, ?> reply(String... command) {
        var answer = commands(ID, HostForTests.PASSWORD, command);
        assertThat(answer).hasStatusOk();
        return json.readValue(answer.getResponse().getContentAsByteArray(), Map.class);
    }

    private MvcTestResult commands(String nodeId, String password, String... command) {
        return exchange(
                HttpMethod.POST,
                "/nodes/" + nodeId + "/commands",
                Map.of("password", password, "command", List.of(command)));
    }

    private MvcTestResult put(NodeSpec spec) {
        return exchange(HttpMethod.PUT, "/nodes/" + spec.nodeId().replace('/', '_'), spec);
    }

    private MvcTestResult get(String path) {
        return http.get().uri(path).header("Authorization", token()).exchange();
    }

    private MvcTestResult delete(String nodeId) {
        return http.delete()
                .uri("/nodes/" + nodeId)
                .header("Authorization", token())
                .exchange();
    }

    private MvcTestResult exchange(HttpMethod method, String path, Object body) {
        return http.method(method)
                .uri(path)
                .header("Authorization", token())
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.writeValueAsBytes(body))
                .exchange();
    }

    private static String token() {
        return TokensForTests.service("backend", "nodes");
    }
}
