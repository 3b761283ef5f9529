package io.miniredis.auth.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.miniredis.kit.secret.SecretBox;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Replicas that share the mails of a real PostgreSQL. */
class OutboxTests {

    private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final Mail MAIL = new Mail("ada@example.com", "A link", "https://example.com/verify#secret-token");

    private static EmbeddedPostgres postgres;

    private final List<Mail> carried = new CopyOnWriteArrayList<>();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private DataSource database;
    private JdbcClient jdbc;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void migrate() {
        database = postgres.getPostgresDatabase();
        jdbc = JdbcClient.create(database);
        jdbc.sql("drop table if exists mail").update();
        new ResourceDatabasePopulator(new ClassPathResource("db/migration/V7__mail.sql")).execute(database);
    }

    @AfterEach
    void close() {
        background.close();
    }

    private Outbox replica(Carrier carrier) {
        return new Outbox(
                new MailRows(jdbc), carrier, new SecretBox(KEY), new JsonMapper(), background, Clock.systemUTC());
    }

    private int waiting() {
        return jdbc.sql("select count(*) from mail").query(Integer.class).single();
    }

    private void makeDue() {
        jdbc.sql("update mail set due_at = now()").update();
    }

    private static Carrier down(boolean forGood) {
        return mail -> {
            throw new Carrier.NotTaken("no connection", forGood);
        };
    }

    @Test
    void sendCarriesAndForgets() {
        replica(carried::add).send(MAIL);

        await().until(() -> waiting() == 0);
        assertThat(carried).containsExactly(MAIL);
    }

    @Test
    void sendWithinATransactionIsUndoneWithIt() {
        var transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        var outbox = replica(carried::add);
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    outbox.send(MAIL);
                    throw new IllegalStateException("the change that it tells of failed");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(waiting()).isZero();

        transaction.executeWithoutResult(status -> {
            outbox.send(MAIL);
            assertThat(background.submit(outbox::carryAll)).succeedsWithin(Duration.ofSeconds(10));
            assertThat(carried).as("nobody sees it before it is certain").isEmpty();
        });
        await().until(() -> waiting() == 0);
        assertThat(carried).containsExactly(MAIL);
    }

    @Test
    void sendStoresNothingInClear() {
        replica(down(false)).send(MAIL);

        assertThat(jdbc.sql("select mail::text from mail").query(String.class).single())
                .doesNotContain("secret-token", "ada@example.com");
    }

    /** The lease of who was killed runs out. */
    @Test
    void carryAllWhenAnotherWasKilledMeanwhileTakesItOver() {
        var killed = replica(mail -> {
            throw new ThreadDeath();
        });
        jdbc.sql("insert into mail (id, sealed) values ('eml_1', :sealed)")
                .param("sealed", new SecretBox(KEY).seal(new JsonMapper().writeValueAsString(MAIL), "eml_1"))
                .update();
        assertThatThrownBy(killed::carryAll).isInstanceOf(ThreadDeath.class);

        var other = replica(carried::add);
        other.carryAll();
        assertThat(carried).as("it is still the other's").isEmpty();
        makeDue();
        other.carryAll();
        assertThat(carried).containsExactly(MAIL);
        assertThat(waiting()).isZero();
    }

    @Test
    void carryAllByManyReplicasCarriesEachOnce() throws Exception {
        var counts = new AtomicInteger();
        var replicas = IntStream.range(0, 4)
                .mapToObj(i -> replica(mail -> counts.incrementAndGet()))
                .toList();
        var transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        transaction.executeWithoutResult(status -> IntStream.range(0, 50)
                .forEach(i -> replicas.get(i % 4).send(new Mail("ada@example.com", "number " + i, "text"))));
        for (var done : background.invokeAll(
                replicas.stream().map(it -> Executors.callable(it::carryAll)).toList())) done.get();

        await().until(() -> waiting() == 0);
        assertThat(counts).hasValue(50);
    }

    @Test
    void carryAllWhenTheServerIsDownTriesLaterAndLater() {
        replica(down(false)).send(MAIL);
        await().until(() ->
                jdbc.sql("select attempts from mail").query(Integer.class).single() == 1);
        for (var pause : List.of(15, 60, 300, 900, 900)) {
            makeDue();
            replica(down(false)).carryAll();
            assertThat(jdbc.sql("select extract(epoch from due_at - now()) from mail")
                            .query(Double.class)
                            .single())
                    .isBetween(pause - 5.0, (double) pause);
        }
        makeDue();
        replica(carried::add).carryAll();
        assertThat(carried).containsExactly(MAIL);
    }

    @Test
    void carryAllWhenNobodyEverTakesItGivesUp() {
        replica(down(true)).send(MAIL);
        await().until(() -> waiting() == 0);

        replica(down(false)).send(MAIL);
        await().until(() ->
                jdbc.sql("select attempts from mail").query(Integer.class).single() == 1);
        jdbc.sql("update mail set due_at = now(), created_at = now() - interval '25 hours'")
                .update();
        replica(down(false)).carryAll();
        assertThat(waiting()).as("after a day").isZero();
    }

    /** Nobody thought of it; it must not come back for ever. */
    @Test
    void carryAllWhenOneFailsStrangelyTriesItLaterAndGivesUpInTheEnd() {
        Carrier strange = mail -> {
            throw new UnsupportedOperationException("strange");
        };
        replica(strange).send(MAIL);
        await().until(() -> jdbc.sql("select attempts from mail where due_at < now() + interval '10 seconds'")
                .query(Integer.class)
                .optional()
                .isPresent());
        jdbc.sql("update mail set due_at = now(), created_at = now() - interval '25 hours'")
                .update();
        replica(strange).carryAll();
        assertThat(waiting()).isZero();
    }

    @Test
    void sendWhenTheServiceIsStoppingLeavesItToTheNextStart() {
        background.shutdown();
        replica(carried::add).send(MAIL);
        assertThat(waiting()).isOne();
    }

    @Test
    void carryAllWhenItsKeyIsGoneGoesOnWithTheOthers() {
        jdbc.sql("insert into mail (id, sealed) values ('eml_1', 'lost.AAAA')").update();
        replica(carried::add).send(MAIL);

        await().until(() -> carried.equals(Collections.singletonList(MAIL)));
        assertThat(waiting()).isOne();
    }
}
