package io.miniredis.monitoring.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.kit.host.MonitoringTarget;
import io.miniredis.kit.testing.TokensForTests;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Role;
import io.miniredis.kit.token.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The whole service but its schedule: real engines, a backend that lists them, rounds when the test says so. */
@SpringBootTest(properties = "SERVICE_CLIENT_SECRET=test")
@AutoConfigureMockMvc
@Import({TokensForTests.class, MeasuringIntegrationTests.Time.class})
class MeasuringIntegrationTests {

    private static final Caller TENANT =
            new Caller("usr_test", "org_1", Role.DEVELOPER, "ses_test", Scope.WHOLE, false);

    private static FakeBackend backend;
    private static EngineProcess engine;
    private static EngineProcess other;

    @TempDir
    private static Path folder;

    @MockitoBean
    private RoundSchedule schedule;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Rounds rounds;

    @Autowired
    private Nodes nodes;

    @Autowired
    private SettableClock clock;

    static final class SettableClock extends Clock {
        // JWTs are checked by the machine's clock
        private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @TestConfiguration
    static class Time {
        @Bean
        SettableClock clock() {
            return new SettableClock();
        }
    }

    @BeforeAll
    static void startEngines() throws IOException {
        engine = new EngineProcess(folder.resolve("one"));
        other = new EngineProcess(folder.resolve("two"));
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) throws IOException {
        backend = new FakeBackend();
        properties.add("BACKEND_URL", backend::url);
    }

    @AfterAll
    static void stop() throws Exception {
        backend.close();
        engine.close();
        other.close();
    }

    private static int serial;
    private String database;

    /** A database of its own for each test: what one measured is not seen by the next. */
    @BeforeEach
    void nameADatabase() {
        database = "db_" + ++serial;
        backend.isDown(false);
        backend.lists();
        nodes.refresh(); // the first call of a process may take longer than a round waits for it
        clock.advance(Duration.ofMinutes(10));
    }

    private MonitoringTarget target(String id, String organization, int port) {
        return new MonitoringTarget(
                "nd_" + id, id, "orders", organization, "127.0.0.1", port, false, 32 << 20, "monitor", "measure");
    }

    private MvcTestResult get(String path) {
        return get(path, TokensForTests.tenant("org_1", Role.DEVELOPER));
    }

    /** @param credential the Authorization header */
    private MvcTestResult get(String path, String credential) {
        return mvc.get()
                .uri("/api/v1" + path)
                .header("Authorization", credential)
                .exchange();
    }

    private void assertProblem(MvcTestResult answer, int status, String code) {
        assertThat(answer).hasStatus(status);
        assertThat(answer).bodyJson().extractingPath("$.code").isEqualTo(code);
    }

    private void round() throws InterruptedException {
        clock.advance(Duration.ofSeconds(5));
        rounds.run();
    }

    private Node node() {
        return nodes.ofDatabase(database, TENANT);
    }

    @Test
    void roundsMakeSeries() throws Exception {
        backend.lists(target(database, "org_1", engine.port()));
        round();
        try (var tenant = engine.tenant()) {
            for (var i = 0; i < 50; i++) tenant.set("key" + i, "value");
            for (var i = 0; i < 10; i++) tenant.get(i < 5 ? "key1" : "nothing" + i);
            round();
        }
        var answer = get("/databases/" + database + "/metrics?range=5m");
        assertThat(answer).hasStatusOk();
        assertThat(answer).bodyJson().extractingPath("$.databaseId").isEqualTo(database);
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.series[*].name")
                .asArray()
                .containsExactly(
                        "opsPerSecond",
                        "usedMemoryBytes",
                        "connectedClients",
                        "hitRatio",
                        "keys",
                        "evictedKeysPerSecond",
                        "networkInBytesPerSecond",
                        "networkOutBytesPerSecond");
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.series[0].points.length()")
                .isEqualTo(2);
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.series[0].points[1].value")
                .asNumber()
                .satisfies(it -> assertThat(it.doubleValue()).isPositive());
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.series[3].points[*].value")
                .asArray()
                .containsExactly(null, 0.5);
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.series[4].points[1].value")
                .isEqualTo(50.0);

        var latest = get("/metrics");
        assertThat(latest).bodyJson().extractingPath("$.items[0].databaseId").isEqualTo(database);
        assertThat(latest).bodyJson().extractingPath("$.items[0].up").isEqualTo(true);
        assertThat(latest).bodyJson().extractingPath("$.items[0].keys").isEqualTo(50);
        assertThat(latest)
                .bodyJson()
                .extractingPath("$.items[0].maxMemoryBytes")
                .isEqualTo(32 << 20);
    }

    @Test
    void aNewDatabaseIsFoundAtOnce() {
        backend.lists(target(database, "org_1", engine.port()));
        assertThat(get("/databases/" + database + "/metrics")).hasStatusOk();
    }

    @Test
    void anUnknownDatabaseAsksTheBackendAtMostOnceASecond() {
        get("/databases/" + database + "/metrics");
        backend.lists(target(database, "org_1", engine.port()));
        assertThat(get("/databases/" + database + "/metrics")).hasStatus(404);
        clock.advance(Duration.ofSeconds(1));
        assertThat(get("/databases/" + database + "/metrics")).hasStatusOk();
    }

    @Test
    void anotherOrganizationsDatabaseIsUnknown() throws Exception {
        backend.lists(target(database, "org_2", engine.port()));
        round();
        for (var path : new String[] {"metrics", "slowlog"}) {
            var answer = get("/databases/" + database + "/" + path);
            assertThat(answer).hasStatus(404);
            assertThat(answer).bodyJson().extractingPath("$.code").isEqualTo("DATABASE_UNKNOWN");
        }
        assertThat(get("/metrics"))
                .bodyJson()
                .extractingPath("$.items.length()")
                .isEqualTo(0);
    }

    @Test
    void aViewerSeesMeasurementsAndNoCommands() {
        backend.lists(target(database, "org_1", engine.port()));
        var viewer = TokensForTests.tenant("org_1", Role.VIEWER);
        assertThat(get("/databases/" + database + "/metrics", viewer)).hasStatusOk();
        assertThat(get("/metrics", viewer)).hasStatusOk();
        assertProblem(get("/databases/" + database + "/slowlog", viewer), 403, "ROLE_TOO_LOW");
    }

    @Test
    void aNarrowedKeySeesWhatItsAccessCovers() {
        backend.lists(target(database, "org_1", engine.port()));
        var reads = TokensForTests.key("org_1", Role.ADMIN, List.of("read"), null);
        assertThat(get("/databases/" + database + "/slowlog", reads)).hasStatusOk();
        assertProblem(get("/databases/" + database + "/metrics", reads), 403, "KEY_TOO_NARROW");
        assertProblem(get("/metrics", reads), 403, "KEY_TOO_NARROW");

        var measures = TokensForTests.key("org_1", Role.ADMIN, List.of("metrics"), null);
        assertThat(get("/databases/" + database + "/metrics", measures)).hasStatusOk();
        assertThat(get("/metrics", measures)).hasStatusOk();
        assertProblem(get("/databases/" + database + "/slowlog", measures), 403, "KEY_TOO_NARROW");

        var writes = TokensForTests.key("org_1", Role.ADMIN, List.of("write"), null);
        assertProblem(get("/databases/" + database + "/slowlog", writes), 403, "KEY_TOO_NARROW");
    }

    @Test
    void otherDatabasesDoNotExistForANarrowedKey() throws Exception {
        var second = database + "b";
        backend.lists(target(database, "org_1", engine.port()), target(second, "org_1", other.port()));
        round();
        var key = TokensForTests.key("org_1", Role.ADMIN, null, List.of(database));
        assertThat(get("/databases/" + database + "/metrics", key)).hasStatusOk();
        for (var path : List.of("metrics", "slowlog")) {
            assertProblem(get("/databases/" + second + "/" + path, key), 404, "DATABASE_UNKNOWN");
        }
        assertThat(get("/metrics", key))
                .bodyJson()
                .extractingPath("$.items[*].databaseId")
                .asArray()
                .containsExactly(database);
        var none = TokensForTests.key("org_1", Role.ADMIN, null, List.of());
        assertThat(get("/metrics", none))
                .bodyJson()
                .extractingPath("$.items.length()")
                .isEqualTo(0);
    }

    @Test
    void withoutATenantsTokenNothingIsSaid() {
        assertThat(mvc.get().uri("/api/v1/metrics")).hasStatus(401);
        assertThat(mvc.get().uri("/api/v1/metrics").header("Authorization", TokensForTests.service("backend", "nodes")))
                .hasStatus(403);
    }

    @Test
    void aWrongRangeIsAFieldError() {
        var answer = get("/databases/" + database + "/metrics?range=2h");
        assertThat(answer).hasStatus(422);
        assertThat(answer).bodyJson().extractingPath("$.fieldErrors[0].field").isEqualTo("range");
    }

    @Test
    void anEngineThatWasRestartedIsMeasuredInTheSameRoundAndNeverNegative() throws Exception {
        backend.lists(target(database, "org_1", other.port()));
        try (var tenant = other.tenant()) {
            for (var i = 0; i < 500; i++) tenant.ping();
        }
        round();
        other.kill();
        other.start();
        round();
        assertThat(node().isUp()).isTrue();
        round();
        var answer = get("/databases/" + database + "/metrics?range=5m");
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.series[0].points[*].value")
                .asArray()
                .hasSize(3)
                .allSatisfy(it -> assertThat(((Number) it).doubleValue()).isNotNegative());
    }

    @Test
    void aDeadNodeIsAGapAndTheOthersGoOn() throws Exception {
        var second = database + "b";
        backend.lists(target(database, "org_1", other.port()), target(second, "org_1", engine.port()));
        round();
        other.kill();
        round();
        assertThat(node().isUp()).isFalse();
        assertThat(nodes.ofDatabase(second, TENANT).isUp()).isTrue();
        assertThat(get("/metrics")).bodyJson().extractingPath("$.items[0].up").isEqualTo(false);
        assertThat(get("/databases/" + database + "/slowlog")).hasStatus(503);
        other.start();
        round();
        round();
        assertThat(node().isUp()).isTrue();
        assertThat(get("/databases/" + database + "/metrics?range=5m"))
                .bodyJson()
                .extractingPath("$.series[4].points[*].value")
                .asArray()
                .containsExactly(0.0, null, 0.0, 0.0);
    }

    @Test
    void aHangingEngineCostsTheRoundNoMoreThanItsDeadline() throws Exception {
        var second = database + "b";
        backend.lists(target(database, "org_1", other.port()), target(second, "org_1", engine.port()));
        round();
        other.freeze();
        try {
            var began = System.nanoTime();
            round();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
            assertThat(node().isUp()).isFalse();
            assertThat(nodes.ofDatabase(second, TENANT).isUp()).isTrue();
        } finally {
            other.thaw();
        }
    }

    @Test
    void whileTheBackendIsAwayTheLastKnownNodesAreMeasured() throws Exception {
        backend.lists(target(database, "org_1", engine.port()));
        round();
        backend.isDown(true);
        round();
        assertThat(get("/databases/" + database + "/metrics?range=5m"))
                .bodyJson()
                .extractingPath("$.series[1].points.length()")
                .isEqualTo(2);
        assertThat(get("/databases/db_never/metrics")).hasStatus(503);
    }

    @Test
    void anUnchangedListIsNotSentAgain() throws Exception {
        backend.lists(target(database, "org_1", engine.port()));
        round();
        var sent = backend.full.get();
        var spared = backend.unchanged.get();
        round();
        assertThat(backend.full.get()).isEqualTo(sent);
        assertThat(backend.unchanged.get()).isEqualTo(spared + 1);
    }

    @Test
    void aNewPasswordEndsTheConnectionAndHistoryGoesOn() throws Exception {
        backend.lists(target(database, "org_1", engine.port()));
        round();
        var good = target(database, "org_1", engine.port());
        backend.lists(new MonitoringTarget(
                good.nodeId(), database, "orders", "org_1", "127.0.0.1", engine.port(), false, 1, "monitor", "wrong"));
        round();
        assertThat(node().isUp()).isFalse();
        backend.lists(good);
        round();
        assertThat(node().isUp()).isTrue();
        assertThat(get("/databases/" + database + "/metrics?range=5m"))
                .bodyJson()
                .extractingPath("$.series[4].points.length()")
                .isEqualTo(3);
    }

    @Test
    void aNodeThatComesBackWithinTheHourKeepsItsHistory() throws Exception {
        backend.lists(target(database, "org_1", engine.port()));
        round();
        backend.lists();
        round();
        assertThat(get("/databases/" + database + "/metrics")).hasStatus(404);
        backend.lists(target(database, "org_1", engine.port()));
        round();
        assertThat(get("/databases/" + database + "/metrics?range=5m"))
                .bodyJson()
                .extractingPath("$.series[4].points.length()")
                .isEqualTo(3);
    }

    @Test
    void prometheusSeesANodeUntilItHasLeft() throws Exception {
        backend.lists(target(database, "org_1", engine.port()));
        round();
        var labels =
                "{database=\"%s\",name=\"orders\",node=\"nd_%s\",organization=\"org_1\"}".formatted(database, database);
        assertThat(prometheus())
                .contains("miniredis_node_up" + labels + " 1.0")
                .contains("miniredis_node_used_memory_bytes" + labels)
                .contains("miniredis_node_commands_processed_total" + labels)
                .contains("miniredis_monitoring_round_seconds_count")
                .contains("miniredis_monitoring_nodes{state=\"up\"} 1.0")
                .contains("miniredis_monitoring_last_round_age_seconds")
                .doesNotContain("NaN");
        backend.lists();
        round();
        assertThat(prometheus()).doesNotContain(database).contains("miniredis_monitoring_nodes{state=\"up\"} 0.0");
    }

    private String prometheus() throws Exception {
        var answer = mvc.get().uri("/actuator/prometheus").exchange();
        assertThat(answer).hasStatusOk();
        return answer.getResponse().getContentAsString();
    }

    @Test
    void theSlowLogIsReadNewestFirst() throws Exception {
        backend.lists(target(database, "org_1", engine.port()));
        try (var tenant = engine.tenant()) {
            tenant.set("slow", "é");
        }
        var answer = get("/databases/" + database + "/slowlog");
        assertThat(answer).hasStatusOk();
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.items[?(@.command[1] == 'slow')].command[2]")
                .asArray()
                .contains("é");
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.items[0].durationMicros")
                .asNumber()
                .isNotNull();
        assertThat(answer)
                .bodyJson()
                .extractingPath("$.items[0].client")
                .asString()
                .startsWith("127.0.0.1:");
    }

    private MonitoringTarget tlsTarget(EngineProcess at) {
        return new MonitoringTarget(
                "nd_" + database,
                database,
                "orders",
                "org_1",
                "127.0.0.1",
                at.port(),
                true,
                32 << 20,
                "monitor",
                "measure");
    }

    private Path certified(TestAuthority authority, String address) throws Exception {
        var where = Files.createDirectories(folder.resolve(database));
        authority.certify(where, address);
        return where;
    }

    @Test
    void aNodeWithTlsIsMeasuredWhenTheAuthorityIsTrusted() throws Exception {
        var authority = new TestAuthority();
        backend.trusts(authority.pem());
        try (var secure = EngineProcess.withTls(certified(authority, "127.0.0.1"))) {
            backend.lists(tlsTarget(secure));
            round();
            assertThat(node().isUp()).isTrue();
            assertThat(node().latest()).isNotNull();
            // what speaks TLS and is told to be plain is not measured, and the other way round
            backend.lists(target(database, "org_1", secure.port()));
            round();
            assertThat(node().isUp()).isFalse();
        }
    }

    @Test
    void aNodeOfANewAuthorityIsMeasuredWhenTheBackendTellsIt() throws Exception {
        backend.trusts(new TestAuthority().pem());
        var next = new TestAuthority();
        try (var secure = EngineProcess.withTls(certified(next, "127.0.0.1"))) {
            backend.lists(tlsTarget(secure));
            round();
            assertThat(node().isUp()).isFalse();
            backend.trusts(new TestAuthority().pem() + next.pem());
            round();
            round();
            assertThat(node().isUp()).isTrue();
            // and goes on while the backend is away
            backend.isDown(true);
            node().disconnect();
            clock.advance(Duration.ofMinutes(6));
            round();
            assertThat(node().isUp()).isTrue();
        }
    }

    @Test
    void aNodeWithTheCertificateOfAnotherHostIsNotMeasured() throws Exception {
        var authority = new TestAuthority();
        backend.trusts(authority.pem());
        try (var secure = EngineProcess.withTls(certified(authority, "10.9.8.7"))) {
            backend.lists(tlsTarget(secure));
            round();
            round();
            assertThat(node().isUp()).isFalse();
        }
    }

    @Test
    void theServiceIsReadyWhateverTheOthersDo() {
        backend.isDown(true);
        assertThat(mvc.get().uri("/actuator/health/readiness")).hasStatusOk();
    }
}
