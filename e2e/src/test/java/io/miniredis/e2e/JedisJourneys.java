package io.miniredis.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.params.XReadGroupParams;

/** What Jedis does in applications. */
final class JedisJourneys implements Journeys {

    private final URI url;
    private final JedisClientConfig config;
    private final RedisClient redis;

    JedisJourneys(Access access) {
        this.url = access.url();
        this.config = access.jedis();
        this.redis = RedisClient.builder()
                .hostAndPort(url.getHost(), url.getPort())
                .clientConfig(config)
                .build();
    }

    @Override
    public Stream<DynamicTest> all() {
        return Stream.of(
                dynamicTest("a pipeline answers in order", this::pipeline),
                dynamicTest("a watched key that changed refuses the transaction", this::transaction),
                dynamicTest("scripts are known by their hash until flushed", this::scripts),
                dynamicTest("a consumer group reads and acknowledges a stream", this::stream),
                dynamicTest("what is published is heard", this::publishing),
                dynamicTest("a thousand keys are scanned", this::scanning),
                dynamicTest("a blocking pop ends with what arrives or with its time", this::blocking),
                dynamicTest("what the platform keeps for itself is refused", this::refused));
    }

    private void pipeline() {
        try (var pipeline = redis.pipelined()) {
            pipeline.set("pipe", "1");
            var second = pipeline.incr("pipe");
            var third = pipeline.get("pipe");
            pipeline.sync();
            assertThat(second.get()).isEqualTo(2);
            assertThat(third.get()).isEqualTo("2");
        }
    }

    private void transaction() {
        try (var watching = redis.transaction(false)) {
            watching.watch("stock");
            redis.set("stock", "0");
            watching.multi();
            watching.set("stock", "5");
            assertThat(watching.exec()).isNull();
        }
        try (var transaction = redis.multi()) {
            transaction.incr("stock");
            transaction.get("stock");
            assertThat(transaction.exec()).isEqualTo(List.of(1L, "1"));
        }
    }

    private void scripts() {
        var hash = redis.scriptLoad("return redis.call('INCRBY', KEYS[1], ARGV[1])", "sum");
        assertThat(redis.evalsha(hash, List.of("sum"), List.of("5"))).isEqualTo(5L);
        redis.scriptFlush("sum");
        assertThatThrownBy(() -> redis.evalsha(hash, List.of("sum"), List.of("5")))
                .isInstanceOf(JedisNoScriptException.class);
    }

    private void stream() {
        redis.xgroupCreate("orders", "billing", new StreamEntryID(0, 0), true);
        var id = redis.xadd("orders", StreamEntryID.NEW_ENTRY, Map.of("item", "book"));
        var read = redis.xreadGroupAsMap(
                "billing",
                "one",
                new XReadGroupParams().count(10).block(1000),
                Map.of("orders", StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
        assertThat(read.get("orders").getFirst().getID()).isEqualTo(id);
        assertThat(redis.xack("orders", "billing", id)).isEqualTo(1);
    }

    private void publishing() {
        var heard = new CompletableFuture<String>();
        var listener = new JedisPubSub() {
            @Override
            public void onMessage(String channel, String message) {
                heard.complete(message);
            }
        };
        var subscription = Thread.ofVirtual().start(() -> redis.subscribe(listener, "news"));
        await().until(() -> redis.publish("news", "hello") == 1);
        assertThat(heard.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("hello");
        listener.unsubscribe();
        await().until(() -> !subscription.isAlive());
    }

    private void scanning() {
        try (var pipeline = redis.pipelined()) {
            for (var i = 0; i < 1000; i++) pipeline.set("key:" + i, "x");
        }
        var found = new HashSet<String>();
        var scan = redis.scanIteration(200, "key:*");
        while (!scan.isIterationCompleted()) found.addAll(scan.nextBatchList());
        assertThat(found).hasSize(1000);
    }

    private void blocking() {
        var popped = new CompletableFuture<List<String>>();
        Thread.ofVirtual().start(() -> popped.complete(redis.blpop(10, "queue")));
        redis.rpush("queue", "job");
        assertThat(popped.orTimeout(10, TimeUnit.SECONDS).join()).containsExactly("queue", "job");
        assertThat(redis.blpop(0.1, "queue")).isNull();
    }

    private void refused() {
        try (var plain = new Jedis(url, config)) {
            assertThat(plain.aclWhoAmI()).isEqualTo("default");
            assertThatThrownBy(() -> plain.configGet("maxmemory")).isInstanceOf(JedisAccessControlException.class);
        }
    }

    @Override
    public void close() {
        redis.close();
    }
}
