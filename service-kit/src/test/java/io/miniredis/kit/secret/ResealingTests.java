package io.miniredis.kit.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** In a real PostgreSQL. */
class ResealingTests {

    private static final String OLD = "k1:" + key("0123456789abcdef0123456789abcdef");
    private static final String NEW = "k2:" + key("fedcba9876543210fedcba9876543210");
    private static final String LOST = "k0:" + key("00000000000000000000000000000000");

    /** More than are looked at in one go. */
    private static final int MANY = 1_100;

    private static EmbeddedPostgres postgres;

    private JdbcClient jdbc;

    private static String key(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes());
    }

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void makeTable() {
        jdbc = JdbcClient.create(postgres.getPostgresDatabase());
        jdbc.sql("drop table if exists thing").update();
        jdbc.sql("create table thing (id text primary key, sealed text)").update();
    }

    private void put(String id, String keys) {
        jdbc.sql("insert into thing values (?, ?)")
                .params(id, new SecretBox(keys).seal("secret of " + id, "thing:" + id))
                .update();
    }

    private String sealed(String id) {
        return jdbc.sql("select sealed from thing where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    private void reseal(String keys) {
        resealing(keys).run();
    }

    private Resealing resealing(String keys) {
        var column = new Resealing.Column("thing", "id", "sealed", id -> "thing:" + id);
        return new Resealing(jdbc, new SecretBox(keys), List.of(column));
    }

    @Test
    void runWhenTheFirstKeyIsAnotherSealsEverythingWithIt() {
        for (var i = 0; i < MANY; i++) put("t" + i, OLD);
        jdbc.sql("insert into thing values ('empty', null)").update();
        reseal(NEW + "," + OLD);
        var alone = new SecretBox(NEW);
        for (var i = 0; i < MANY; i++) {
            assertThat(alone.open(sealed("t" + i), "thing:t" + i)).isEqualTo("secret of t" + i);
        }
    }

    @Test
    void runWhenNothingIsDueChangesNothing() {
        put("t", NEW);
        var before = sealed("t");
        reseal(NEW + "," + OLD);
        assertThat(sealed("t")).isEqualTo(before);
    }

    @Test
    void runWhenATextCannotBeOpenedLeavesItAndGoesOn() {
        put("a", LOST);
        put("b", OLD);
        var before = sealed("a");
        reseal(NEW + "," + OLD);
        assertThat(sealed("a")).isEqualTo(before);
        assertThat(sealed("b")).startsWith("k2.");
        assertThatThrownBy(() -> new SecretBox(NEW).open(before, "thing:a")).isInstanceOf(IllegalStateException.class);
    }

    /** As after a restore without the key's copy: the new one goes by the same name. */
    @Test
    void requireKeyWhenItOpensNothingSaysWhatToDo() {
        put("a", OLD);
        put("b", OLD);
        var another = "k1:" + key("fedcba9876543210fedcba9876543210");
        assertThatThrownBy(() -> resealing(another).requireKey())
                .isInstanceOfSatisfying(
                        Unopened.class,
                        it -> assertThat(new UnopenedAnalyzer().analyze(it).getAction())
                                .contains("docs/runbooks/key-lost.md"));
        assertThatThrownBy(() -> resealing(NEW).requireKey()).isInstanceOf(Unopened.class);
    }

    @Test
    void requireKeyWhenItOpensSomeOrThereIsNothingIsContent() {
        resealing(NEW).requireKey();
        put("a", OLD);
        put("b", LOST);
        resealing(NEW + "," + OLD).requireKey();
    }
}
