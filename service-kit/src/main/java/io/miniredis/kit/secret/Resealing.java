package io.miniredis.kit.secret;

import java.util.List;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Seals anew what was sealed with another than the first key of MINIREDIS_SECRET_KEY, so that the other can be taken away. Every
 * replica does; a text that is changed meanwhile stays as it was changed.
 */
public final class Resealing {

    /** Of one column at a time, so that no look holds much in memory; the rest follows at once. */
    private static final int AT_ONCE = 500;

    /** Of each column at the start. */
    private static final int LOOKED_AT = 5;

    private static final Logger log = LoggerFactory.getLogger(Resealing.class);

    private final JdbcClient jdbc;
    private final SecretBox box;
    private final List<Column> columns;

    /**
     * Where sealed texts are.
     *
     * @param id the column that names the row
     * @param context what a text of the row with this id is bound to
     */
    public record Column(String table, String id, String sealed, UnaryOperator<String> context) {

        /** Bound to the row's id itself. */
        public static Column of(String table, String id, String sealed) {
            return new Column(table, id, sealed, UnaryOperator.identity());
        }
    }

    private record Text(String id, String sealed) {}

    public Resealing(JdbcClient jdbc, SecretBox box, List<Column> columns) {
        this.jdbc = jdbc;
        this.box = box;
        this.columns = columns;
    }

    /** Every place that it looks at, as {@code table.column}. */
    public List<String> places() {
        return columns.stream().map(it -> it.table() + "." + it.sealed()).toList();
    }

    /**
     * Looks at the newest texts of each column. One that is damaged is no reason not to start, a key that opens none is: the service would
     * seal with it, too, and then no one key would open everything again.
     *
     * @throws Unopened when there are some and none of them opens
     */
    public Resealing requireKey() {
        var newest = columns.stream().flatMap(it -> newest(it).stream()).toList();
        if (!newest.isEmpty() && newest.stream().noneMatch(it -> box.opens(it.sealed(), it.context()))) {
            throw new Unopened("none of %d that were looked at opens".formatted(newest.size()), null);
        }
        return this;
    }

    private record Bound(String sealed, String context) {}

    private List<Bound> newest(Column column) {
        return jdbc.sql("select %1$s, %2$s from %3$s where %2$s is not null order by %1$s desc limit :limit"
                        .formatted(column.id(), column.sealed(), column.table()))
                .param("limit", LOOKED_AT)
                .query((row, number) ->
                        new Bound(row.getString(2), column.context().apply(row.getString(1))))
                .list();
    }

    /** A key changes only by a restart; the later looks are for what a replica of before has written meanwhile. */
    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1H")
    void run() {
        columns.forEach(this::run);
    }

    private void run(Column column) {
        var after = "";
        var done = 0;
        for (var texts = find(column, after); !texts.isEmpty(); texts = find(column, after)) {
            for (var text : texts) done += sealAnew(column, text);
            after = texts.getLast().id();
        }
        if (done > 0) {
            log.info(
                    "sealed {} texts of {}.{} with the first key of MINIREDIS_SECRET_KEY",
                    done,
                    column.table(),
                    column.sealed());
        }
    }

    private List<Text> find(Column column, String after) {
        return jdbc.sql("""
                        select %1$s, %2$s from %3$s
                        where %2$s not like :current and %1$s > :after order by %1$s limit :limit
                        """.formatted(column.id(), column.sealed(), column.table()))
                .param("current", box.currentKey() + ".%")
                .param("after", after)
                .param("limit", AT_ONCE)
                .query((row, number) -> new Text(row.getString(1), row.getString(2)))
                .list();
    }

    private int sealAnew(Column column, Text text) {
        try {
            var context = column.context().apply(text.id());
            return jdbc.sql("update %1$s set %2$s = :fresh where %3$s = :id and %2$s = :old"
                            .formatted(column.table(), column.sealed(), column.id()))
                    .param("fresh", box.seal(box.open(text.sealed(), context), context))
                    .param("id", text.id())
                    .param("old", text.sealed())
                    .update();
        } catch (Unopened unreadable) {
            log.error("{} of {} {}: {}", column.sealed(), column.table(), text.id(), unreadable.getMessage());
            return 0;
        }
    }
}
