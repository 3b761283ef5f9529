package io.miniredis.kit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The chain in a real PostgreSQL, with the tables that the services' migrations make. */
class AuditChainTests {

    private static final Path BACKENDS = Path.of("../backend/src/main/resources/db/migration/V4__audit.sql");
    private static final Path AUTHS = Path.of("../auth-service/src/main/resources/db/migration/V5__audit.sql");

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00.123456789Z");

    private static EmbeddedPostgres postgres;

    private final SettableClock clock = new SettableClock();
    private final JsonMapper json = new JsonMapper();
    private final Facts facts = new Facts(json);
    private JdbcTemplate jdbc;
    private TransactionTemplate transaction;
    private Audit audit;
    private AuditLog log;
    private Integrity integrity;
    private Retention retention;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void anEmptyChain() throws Exception {
        var source = new SimpleDriverDataSource(
                new org.postgresql.Driver(), postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
        jdbc = new JdbcTemplate(source);
        jdbc.execute("drop schema public cascade; create schema public");
        jdbc.execute(Files.readString(AUTHS));
        var client = JdbcClient.create(source);
        var transactions = new DataSourceTransactionManager(source);
        transaction = new TransactionTemplate(transactions);
        var chain = new Chain(client);
        audit = new Audit(chain, transaction, () -> {}, facts, Actor.service("backend"), clock);
        log = new AuditLog(client, new Shown(json));
        integrity = new Integrity(client, chain, transactions, json, "backend");
        retention = new Retention(client, chain, audit, transaction, Duration.ofDays(90), clock);
    }

    @Test
    void everyServiceHasTheSameTables() throws Exception {
        assertThat(Files.readString(BACKENDS)).startsWith(Files.readString(AUTHS));
    }

    @Test
    void recordOutsideOfATransactionIsThereAtOnce() {
        audit.record(Deed.of("database.create")
                .in("org_1")
                .by(Actor.user("usr_1", "ada@example.com"))
                .on("db_1", "cache")
                .made(Map.of("plan", "small")));

        var event = log.page("org_1", AuditFilter.NONE, AuditFilter.NEWEST, 10).getFirst();

        assertThat(event.at()).isEqualTo(Instant.parse("2026-05-01T12:00:00.123456Z"));
        assertThat(event.actor()).isEqualTo("usr_1");
        assertThat(event.actorName()).isEqualTo("ada@example.com");
        assertThat(event.after().path("plan").asString()).isEqualTo("small");
        assertThat(event.outcome()).isEqualTo(Outcome.DONE);
        assertWhole(1);
    }

    @Test
    void recordInATransactionGoesTheWayOfIt() {
        transaction.executeWithoutResult(status -> {
            audit.record(deed("one"));
            clock.now = NOON.plusNanos(1000);
            audit.record(deed("two"));
        });
        transaction.executeWithoutResult(status -> {
            audit.record(deed("three"));
            status.setRollbackOnly();
        });

        assertThat(actions()).containsExactly("two", "one");
        assertWhole(2);
    }

    @Test
    void changedKeepsWhatIsDifferent() {
        audit.record(deed("database.update")
                .changed(Map.of("name", "a", "plan", "free"), Map.of("name", "b", "plan", "free")));

        var event = log.page("org_1", AuditFilter.NONE, AuditFilter.NEWEST, 1).getFirst();
        assertThat(event.before().toString()).isEqualTo("{\"name\":\"a\"}");
        assertThat(event.after().toString()).isEqualTo("{\"name\":\"b\"}");
    }

    @Test
    void recordLeavesOutWhatIsNamedLikeASecret() {
        audit.record(deed("x").made(Map.of("password", "hunter2", "keyHash", "abc")));

        assertThat(jdbc.queryForObject("select after from audit_event", String.class))
                .doesNotContain("hunter2")
                .doesNotContain("abc");
    }

    @Test
    void recordTakesWhateverTextComes() {
        audit.record(deed("x")
                .on("db_\u0000\uD800\r\n\"\\' or 1=1", "🦊".repeat(1000))
                .made(Map.of("name", "\u0000\uD800")));

        var event = log.page("org_1", AuditFilter.NONE, AuditFilter.NEWEST, 1).getFirst();
        assertThat(event.subject()).isEqualTo("db_\uFFFD\uFFFD\uFFFD\uFFFD\"\\' or 1=1");
        assertThat(event.subjectName()).isEqualTo("🦊".repeat(300));
        assertWhole(1);
    }

    @Test
    void manyAppendAtOnceAndThereIsOneChain() throws Exception {
        var threads = 8;
        var each = 50;
        var begin = new CyclicBarrier(threads);
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var work = new ArrayList<Callable<Void>>();
            for (var thread = 0; thread < threads; thread++) {
                var organization = "org_" + thread;
                work.add(() -> {
                    begin.await();
                    for (var i = 0; i < each; i++) {
                        transaction.executeWithoutResult(
                                status -> audit.record(Deed.of("x").in(organization)));
                    }
                    return null;
                });
            }
            for (var done : pool.invokeAll(work)) done.get();
        }
        assertWhole(threads * each);
        assertThat(jdbc.queryForObject("select count(distinct previous_hash) from audit_event", Integer.class))
                .isEqualTo(threads * each);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_event set actor = 'usr_other' where sequence = 2",
                "update audit_event set at = at + interval '1 microsecond' where sequence = 2",
                "update audit_event set hash = previous_hash where sequence = 2",
                "delete from audit_event where sequence = 2",
                "delete from audit_event",
                "truncate audit_event",
                "delete from audit_chain",
                "truncate audit_chain",
                "update audit_chain set sequence = 0",
                "update audit_chain set anchor_sequence = -1"
            })
    void whatWasRecordedStays(String tampering) {
        fill(3);

        assertThatThrownBy(() -> jdbc.update(tampering))
                .isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining("what was recorded stays");
        assertWhole(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_event set actor = 'usr_other' where sequence = 3",
                "update audit_event set after = null where sequence = 3",
                "update audit_event set organization_id = 'org_2' where sequence = 3",
                "update audit_event set outcome = 'done', code = 'x' where sequence = 3",
                "update audit_event set trace_id = '1' where sequence = 3",
                "update audit_event set hash = repeat('a', 64) where sequence = 3",
            })
    void aChangedRowIsFound(String tampering) {
        fill(5);
        var third = idOf(3);

        tamper(tampering);

        assertBroken(third);
    }

    @Test
    void aRemovedRowIsFound() {
        fill(5);
        var fourth = idOf(4);

        tamper("delete from audit_event where sequence = 3");

        assertBroken(fourth);
    }

    @Test
    void aRemovedRowIsFoundThoughTheOthersAreNumberedAnew() {
        fill(5);
        var fourth = idOf(4);

        tamper(
                "delete from audit_event where sequence = 3",
                "update audit_event set sequence = sequence - 1 where sequence > 3",
                "update audit_chain set sequence = 4");

        assertBroken(fourth);
    }

    @Test
    void aRemovedEndIsFound() {
        fill(5);
        var fourth = idOf(4);

        tamper("delete from audit_event where sequence = 5");

        assertBroken(fourth);
    }

    @Test
    void aRemovedBeginningIsFoundThoughTheAnchorIsMoved() {
        fill(5);

        tamper(
                "update audit_chain set anchor_sequence = 2, anchor_hash = (select hash from audit_event where sequence = 2)",
                "delete from audit_event where sequence <= 2");

        assertBroken(idOf(5));
    }

    @Test
    void everythingRemovedIsFound() {
        fill(5);

        tamper("delete from audit_event");

        assertBroken("(start)");
    }

    @Test
    void rowsInAnotherOrderAreFound() {
        fill(5);
        var third = idOf(3);

        tamper(
                "update audit_event set sequence = 100 where sequence = 2",
                "update audit_event set sequence = 2 where sequence = 3",
                "update audit_event set sequence = 3 where sequence = 100");

        assertBroken(third);
    }

    @Test
    void anAddedRowIsFound() {
        fill(5);

        jdbc.update("""
                insert into audit_event (sequence, id, at, actor, actor_kind, action, outcome, previous_hash, hash)
                select 6, 'aud_forged', now(), 'usr_1', 'user', 'x', 'done', hash, hash from audit_event where sequence = 5
                """);

        assertBroken("aud_forged");
    }

    @Test
    void retentionLeavesAChainThatIsWhole() {
        fill(3);
        clock.now = NOON.plus(Duration.ofDays(60));
        fill(2);
        retention.run();
        assertWhole(5);

        clock.now = NOON.plus(Duration.ofDays(91));
        retention.run();

        assertThat(integrity.check()).isEqualTo(new Integrity.Part("backend", 3, true, null));
        assertThat(jdbc.queryForList("select action from audit_event order by sequence", String.class))
                .containsExactly("x", "x", "audit.expire");

        clock.now = NOON.plus(Duration.ofDays(200));
        fill(1);
        retention.run();
        assertThat(integrity.check()).isEqualTo(new Integrity.Part("backend", 2, true, null));
    }

    @Test
    void retentionThatSomebodyPlaysIsFound() {
        fill(5);
        jdbc.execute("set miniredis.audit_retention = 'on'; delete from audit_event where sequence <= 2");

        assertBroken(idOf(3));
    }

    @Test
    void pageFilters() {
        audit.record(deed("database.create").by(Actor.user("usr_1", null)).on("db_1", null));
        clock.now = NOON.plusSeconds(10);
        audit.record(deed("database.delete")
                .by(Actor.user("usr_2", null))
                .on("db_1", null)
                .refused("ROLE_TOO_LOW"));
        clock.now = NOON.plusSeconds(20);
        audit.record(deed("database.delete").by(Actor.user("usr_1", null)).on("db_2", null));
        audit.record(Deed.of("other").in("org_2"));

        assertThat(page(new AuditFilter("usr_1", null, null, null, null, null))).containsExactly("db_2", "db_1");
        assertThat(page(new AuditFilter(null, "database.delete", null, null, null, null)))
                .containsExactly("db_2", "db_1");
        assertThat(page(new AuditFilter(null, null, "db_2", null, null, null))).containsExactly("db_2");
        assertThat(page(new AuditFilter(null, "database.delete", null, "refused", null, null)))
                .containsExactly("db_1");
        assertThat(page(new AuditFilter(
                        null, null, null, null, NOON.plusSeconds(20).minusNanos(789), null)))
                .containsExactly("db_2");
        assertThat(page(new AuditFilter(
                        null, null, null, null, null, NOON.minusNanos(789).plusSeconds(10))))
                .containsExactly("db_1");
        assertThat(page(new AuditFilter(null, null, null, null, Instant.MIN, Instant.MAX)))
                .hasSize(3);
        assertThat(page(new AuditFilter("' or '1'='1", "%", "\\", "done", Instant.MAX, Instant.MIN)))
                .isEmpty();
    }

    @Test
    void pagesFollowEachOther() {
        for (var i = 0; i < 5; i++) {
            clock.now = NOON.plusSeconds(i);
            audit.record(deed("x").on("db_" + i, null));
        }
        var first = log.page("org_1", AuditFilter.NONE, AuditFilter.NEWEST, 3);
        var second = log.page("org_1", AuditFilter.NONE, first.getLast().id(), 3);

        assertThat(first).extracting(AuditView::subject).containsExactly("db_4", "db_3", "db_2");
        assertThat(second).extracting(AuditView::subject).containsExactly("db_1", "db_0");
    }

    @Test
    void refusalsOfOneKindAreCounted() {
        var refusals = new Refusals(audit, facts, clock);
        for (var i = 0; i < 100; i++)
            refusals.note(deed("database.delete").on("db_1", null).refused("ROLE_TOO_LOW"));
        refusals.note(deed("database.delete").on("db_2", null).refused("ROLE_TOO_LOW"));
        refusals.write();
        assertThat(counts()).containsExactly("db_1 {\"times\":100}", "db_2 null");

        refusals.note(deed("database.delete").on("db_1", null).refused("ROLE_TOO_LOW"));
        refusals.note(deed("database.delete").on("db_1", null).refused("ROLE_TOO_LOW"));
        refusals.write();
        assertThat(counts()).hasSize(2);

        clock.now = NOON.plus(Refusals.WINDOW);
        refusals.write();
        assertThat(counts()).containsExactly("db_1 {\"times\":100}", "db_2 null", "db_1 {\"times\":2}");

        refusals.note(deed("database.delete").on("db_1", null).refused("ROLE_TOO_LOW"));
        refusals.destroy();
        assertThat(counts()).hasSize(4);
        assertWhole(4);
    }

    @Test
    void refusalsWaitForADatabaseThatDoesNotTakeThem() {
        var refusals = new Refusals(audit, facts, clock);
        refusals.note(deed("database.delete").on("db_1", null).refused("ROLE_TOO_LOW"));
        jdbc.execute("alter table audit_chain rename to elsewhere");
        refusals.write();
        refusals.note(deed("database.delete").on("db_1", null).refused("ROLE_TOO_LOW"));
        jdbc.execute("alter table elsewhere rename to audit_chain");
        refusals.write();
        assertThat(counts()).isEmpty();

        clock.now = NOON.plusSeconds(5);
        refusals.write();
        assertThat(counts()).containsExactly("db_1 {\"times\":2}");
        assertWhole(1);
    }

    @Test
    void aFloodOfDifferentRefusalsIsAFewEvents() {
        var refusals = new Refusals(audit, facts, clock);
        for (var i = 0; i < 10_000; i++) {
            refusals.note(
                    deed("GET /databases/{databaseId}").on("db_" + i, null).refused("DATABASE_UNKNOWN"));
        }
        refusals.write();
        assertThat(counts()).hasSize(Refusals.MOST_OF_ONE + 1).last().isEqualTo("null {\"times\":9980}");

        for (var i = 0; i < 10_000; i++) {
            refusals.note(
                    deed("account.log-in").by(Actor.user("usr_" + i, null)).refused("WRONG_CREDENTIALS"));
        }
        refusals.write();
        assertThat(counts().size()).isLessThanOrEqualTo(Refusals.MOST + 2);
    }

    private Deed deed(String action) {
        return Deed.of(action).in("org_1");
    }

    private void fill(int count) {
        for (var i = 0; i < count; i++) audit.record(deed("x").made(Map.of("number", i)));
    }

    private List<String> actions() {
        return log.page("org_1", AuditFilter.NONE, AuditFilter.NEWEST, 100).stream()
                .map(AuditView::action)
                .toList();
    }

    private List<String> page(AuditFilter filter) {
        return log.page("org_1", filter, AuditFilter.NEWEST, 100).stream()
                .map(AuditView::subject)
                .toList();
    }

    private List<String> counts() {
        return jdbc.queryForList(
                "select coalesce(subject, 'null') || ' ' || coalesce(after, 'null') from audit_event order by sequence",
                String.class);
    }

    private String idOf(long sequence) {
        return jdbc.queryForObject("select id from audit_event where sequence = ?", String.class, sequence);
    }

    /** As the superuser can. */
    private void tamper(String... statements) {
        jdbc.execute("set session_replication_role = replica; " + String.join("; ", statements));
    }

    private void assertWhole(long events) {
        assertThat(integrity.check()).isEqualTo(new Integrity.Part("backend", events, true, null));
    }

    private void assertBroken(String at) {
        var found = integrity.check();
        assertThat(found.whole()).isFalse();
        assertThat(found.brokenAt()).isEqualTo(at);
    }

    private static final class SettableClock extends Clock {
        private Instant now = NOON;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
