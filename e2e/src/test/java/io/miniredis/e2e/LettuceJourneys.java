package io.miniredis.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.Consumer;
import io.lettuce.core.KillArgs;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.support.caching.CacheAccessor;
import io.lettuce.core.support.caching.ClientSideCaching;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import reactor.core.publisher.Flux;

/** What Lettuce does in applications, Spring Data Redis among them. */
final class LettuceJourneys implements Journeys {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;
    private final RedisCommands<String, String> redis;

    LettuceJourneys(Access access) {
        this.client = RedisClient.create(access.url().toString());
        if (access.trust() != null) {
            client.setOptions(ClientOptions.builder()
                    .sslOptions(SslOptions.builder()
                            .trustManager(access.trust().file().toFile())
                            .build())
                    .build());
        }
        this.connection = client.connect();
        this.redis = connection.sync();
    }

    @Override
    public Stream<DynamicTest> all() {
        return Stream.of(
                dynamicTest("a thousand commands are on the way at once", this::asynchronous),
                dynamicTest("a reactive pipeline counts", this::reactive),
                dynamicTest("a watched key that changed discards the transaction", this::transaction),
                dynamicTest("scripts and functions are called", this::scripts),
                dynamicTest("channels, patterns and sharded channels are heard", this::publishing),
                dynamicTest("a consumer group reads and acknowledges a stream", this::stream),
                dynamicTest("a thousand keys are scanned", this::scanning),
                dynamicTest("reads are cached here until the key changes", this::caching),
                dynamicTest("comes back after the server closed the connection", this::reconnecting),
                dynamicTest("what the platform keeps for itself is refused", this::refused));
    }

    private void asynchronous() {
        var replies = IntStream.range(0, 1000)
                .mapToObj(it -> connection.async().incr("counter"))
                .toArray(RedisFuture[]::new);
        assertThat(LettuceFutures.awaitAll(PATIENCE, replies)).isTrue();
        assertThat(redis.get("counter")).isEqualTo("1000");
    }

    private void reactive() {
        var commands = connection.reactive();
        var total = Flux.range(1, 100)
                .flatMap(it -> commands.incrby("total", it))
                .then(commands.get("total"))
                .block(PATIENCE);
        assertThat(total).isEqualTo("5050");
    }

    private void transaction() {
        try (var other = client.connect()) {
            other.sync().watch("stock");
            redis.set("stock", "0");
            other.sync().multi();
            other.sync().set("stock", "5");
            assertThat(other.sync().exec().wasDiscarded()).isTrue();
            other.sync().multi();
            other.sync().incr("stock");
            assertThat(other.sync().exec().<Long>get(0)).isEqualTo(1);
        }
    }

    private void scripts() {
        var hash = redis.scriptLoad("return redis.call('INCRBY', KEYS[1], ARGV[1])");
        assertThat(redis.<Long>evalsha(hash, ScriptOutputType.INTEGER, new String[] {"sum"}, "5"))
                .isEqualTo(5);
        redis.functionLoad("""
                #!lua name=journey
                redis.register_function('double', function(keys, args) return args[1] * 2 end)""");
        assertThat(redis.<Long>fcall("double", ScriptOutputType.INTEGER, new String[0], "21"))
                .isEqualTo(42);
    }

    private void publishing() {
        try (var subscriber = client.connectPubSub()) {
            var heard = ConcurrentHashMap.<String>newKeySet();
            subscriber.addListener(new Listener(heard));
            subscriber.sync().subscribe("news");
            subscriber.sync().psubscribe("weather.*");
            subscriber.sync().ssubscribe("orders");
            redis.publish("news", "hello");
            redis.publish("weather.today", "rain");
            redis.spublish("orders", "one");
            await().atMost(PATIENCE).until(() -> heard.containsAll(Set.of("hello", "rain", "one")));
        }
    }

    private static final class Listener extends RedisPubSubAdapter<String, String> {

        private final Set<String> heard;

        private Listener(Set<String> heard) {
            this.heard = heard;
        }

        @Override
        public void message(String channel, String message) {
            heard.add(message);
        }

        @Override
        public void message(String pattern, String channel, String message) {
            heard.add(message);
        }

        @Override
        public void smessage(String channel, String message) {
            heard.add(message);
        }
    }

    private void stream() {
        redis.xgroupCreate(
                XReadArgs.StreamOffset.from("orders-stream", "0"), "billing", XGroupCreateArgs.Builder.mkstream());
        var id = redis.xadd("orders-stream", Map.of("item", "book"));
        var read = redis.xreadgroup(
                Consumer.from("billing", "one"),
                XReadArgs.Builder.block(1000),
                XReadArgs.StreamOffset.lastConsumed("orders-stream"));
        assertThat(read.getFirst().getId()).isEqualTo(id);
        assertThat(redis.xack("orders-stream", "billing", id)).isEqualTo(1);
    }

    private void scanning() {
        var writes = IntStream.range(0, 1000)
                .mapToObj(it -> connection.async().set("key:" + it, "x"))
                .toArray(RedisFuture[]::new);
        assertThat(LettuceFutures.awaitAll(PATIENCE, writes)).isTrue();
        var found = new HashSet<String>();
        ScanIterator.scan(redis, ScanArgs.Builder.limit(200).match("key:*")).forEachRemaining(found::add);
        assertThat(found).hasSize(1000);
    }

    private void caching() {
        try (var tracked = client.connect()) {
            var here = new ConcurrentHashMap<String, String>();
            var cache = ClientSideCaching.enable(CacheAccessor.forMap(here), tracked, TrackingArgs.Builder.enabled());
            redis.set("price", "1");
            assertThat(cache.get("price")).isEqualTo("1");
            assertThat(here).containsEntry("price", "1");
            redis.set("price", "2");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cache.get("price")).isEqualTo("2"));
        }
    }

    private void reconnecting() {
        try (var other = client.connect()) {
            var id = other.sync().clientId();
            assertThat(redis.clientKill(KillArgs.Builder.id(id))).isEqualTo(1);
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> !id.equals(other.sync().clientId()));
            assertThat(other.sync().ping()).isEqualTo("PONG");
        }
    }

    private void refused() {
        assertThat(redis.aclWhoami()).isEqualTo("default");
        assertThat(redis.info("memory")).contains("maxmemory_policy:");
        assertThatThrownBy(() -> redis.configGet("maxmemory"))
                .isInstanceOf(RedisCommandExecutionException.class)
                .hasMessageContaining("NOPERM");
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown(0, 2, TimeUnit.SECONDS);
    }
}
