package io.miniredis.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.redisson.Redisson;
import org.redisson.api.RDelayedQueue;
import org.redisson.api.RateType;
import org.redisson.api.RedissonClient;
import org.redisson.api.TransactionOptions;
import org.redisson.api.WorkerOptions;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.api.stream.StreamAddArgs;
import org.redisson.api.stream.StreamCreateGroupArgs;
import org.redisson.api.stream.StreamReadGroupArgs;
import org.redisson.client.RedisException;
import org.redisson.client.codec.IntegerCodec;
import org.redisson.client.codec.StringCodec;
import org.redisson.codec.CompositeCodec;
import org.redisson.config.Config;

/** What Redisson does in applications: two instances of one service, which meet in the database. */
final class RedissonJourneys implements Journeys {

    /** Short, so that a lock that is not renewed is lost within the test. */
    private static final Duration WATCHDOG = Duration.ofSeconds(3);

    private final RedissonClient redisson;
    private final RedissonClient other;

    RedissonJourneys(Access access) {
        this.redisson = connect(access);
        this.other = connect(access);
    }

    private static RedissonClient connect(Access access) {
        var config = new Config();
        if (access.trust() != null)
            config.setSslTrustManagerFactory(access.trust().managers());
        config.setLockWatchdogTimeout(WATCHDOG.toMillis());
        config.useSingleServer()
                .setAddress(access.url().toString())
                .setConnectionMinimumIdleSize(2)
                .setConnectionPoolSize(16);
        return Redisson.create(config);
    }

    @Override
    public Stream<DynamicTest> all() {
        return Stream.of(
                dynamicTest("a lock is renewed while it is held, and passed on", this::lock),
                dynamicTest("a map, its locks and its expiring entries", this::map),
                dynamicTest("a map is cached in both, and invalidated in both", this::cachedMap),
                dynamicTest("a topic and a pattern are heard by the other", this::topic),
                dynamicTest("a delayed queue holds back, a blocking queue waits", this::queues),
                dynamicTest("a task runs on the other, and later", this::executor),
                dynamicTest("a semaphore, a latch and a rate limit hold", this::limits),
                dynamicTest("a batch and a transaction apply as one", this::together),
                dynamicTest("a stream's group reads and acknowledges", this::stream),
                dynamicTest("keys are listed, counted and removed by pattern", this::keys),
                dynamicTest("node information works, what the platform keeps is refused", this::refused));
    }

    private void lock() throws Exception {
        var mine = redisson.getLock("lock");
        var theirs = other.getLock("lock");
        mine.lock();
        assertThat(theirs.tryLock(WATCHDOG.toMillis() + 1000, TimeUnit.MILLISECONDS))
                .as("taken although the watchdog renews it")
                .isFalse();
        var waiting = CompletableFuture.supplyAsync(() -> {
            theirs.lock();
            theirs.unlock();
            return true;
        });
        mine.unlock();
        assertThat(waiting.orTimeout(10, TimeUnit.SECONDS).join()).isTrue();
    }

    private void map() {
        // the engine adds to it, so it has to be a number there
        var codec = new CompositeCodec(StringCodec.INSTANCE, IntegerCodec.INSTANCE);
        var map = redisson.<String, Integer>getMap("stock", codec);
        assertThat(map.fastPut("book", 1)).isTrue();
        assertThat(map.addAndGet("book", 4)).isEqualTo(5);
        assertThat(map.putIfAbsent("book", 9)).isEqualTo(5);
        assertThat(map.replace("book", 5, 6)).isTrue();
        assertThat(other.<String, Integer>getMap("stock", codec).readAllMap()).isEqualTo(Map.of("book", 6));
        var cache = redisson.<String, String>getMapCache("sessions");
        cache.put("brief", "x", 50, TimeUnit.MILLISECONDS);
        cache.put("lasting", "y", 1, TimeUnit.MINUTES);
        await().until(() -> !cache.containsKey("brief"));
        assertThat(cache.get("lasting")).isEqualTo("y");
        cache.destroy();
    }

    private void cachedMap() {
        var options = LocalCachedMapOptions.<String, String>name("prices");
        var mine = redisson.getLocalCachedMap(options);
        var theirs = other.getLocalCachedMap(options);
        mine.put("book", "1");
        // the note that it was put may come after the first reading, and take out what that put into the cache
        await().untilAsserted(() -> {
            assertThat(theirs.get("book")).isEqualTo("1");
            assertThat(theirs.getCachedMap()).containsEntry("book", "1");
        });
        mine.put("book", "2");
        await().untilAsserted(() -> assertThat(theirs.get("book")).isEqualTo("2"));
        mine.destroy();
        theirs.destroy();
    }

    private void topic() {
        var heard = ConcurrentHashMap.<String>newKeySet();
        other.getTopic("news").addListener(String.class, (channel, text) -> heard.add(text));
        other.getPatternTopic("weather.*").addListener(String.class, (pattern, channel, text) -> heard.add(text));
        redisson.getTopic("news").publish("hello");
        redisson.getTopic("weather.today").publish("rain");
        await().until(() -> heard.containsAll(Set.of("hello", "rain")));
    }

    @SuppressWarnings("deprecation")
    private void queues() throws Exception {
        var queue = redisson.<String>getBlockingQueue("jobs");
        RDelayedQueue<String> delayed = redisson.getDelayedQueue(queue);
        delayed.offer("later", 300, TimeUnit.MILLISECONDS);
        queue.offer("now");
        var elsewhere = other.<String>getBlockingQueue("jobs");
        assertThat(elsewhere.poll(10, TimeUnit.SECONDS)).isEqualTo("now");
        assertThat(elsewhere.poll(10, TimeUnit.SECONDS)).isEqualTo("later");
        delayed.destroy();
    }

    /** Travels to where it runs. */
    record Doubling(int number) implements Callable<Integer>, Serializable {
        @Override
        public Integer call() {
            return number * 2;
        }
    }

    private void executor() throws Exception {
        other.getExecutorService("work")
                .registerWorkers(WorkerOptions.defaults().workers(2));
        var work = redisson.getExecutorService("work");
        assertThat(work.submit(new Doubling(21)).get(10, TimeUnit.SECONDS)).isEqualTo(42);
        assertThat(work.schedule(new Doubling(4), 200, TimeUnit.MILLISECONDS).get(20, TimeUnit.SECONDS))
                .isEqualTo(8);
        work.delete();
    }

    private void limits() throws Exception {
        var semaphore = redisson.getSemaphore("seats");
        assertThat(semaphore.trySetPermits(1)).isTrue();
        assertThat(semaphore.tryAcquire()).isTrue();
        assertThat(other.getSemaphore("seats").tryAcquire()).isFalse();
        var latch = redisson.getCountDownLatch("ready");
        assertThat(latch.trySetCount(1)).isTrue();
        other.getCountDownLatch("ready").countDown();
        assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        var limiter = redisson.getRateLimiter("calls");
        assertThat(limiter.trySetRate(RateType.OVERALL, 2, Duration.ofMinutes(1)))
                .isTrue();
        assertThat(Stream.generate(limiter::tryAcquire).limit(3)).containsExactly(true, true, false);
    }

    private void together() {
        var batch = redisson.createBatch();
        for (var i = 0; i < 100; i++) batch.getAtomicLong("sum").addAndGetAsync(i);
        assertThat(batch.execute().getResponses()).hasSize(100);
        assertThat(redisson.getAtomicLong("sum").get()).isEqualTo(4950);
        var transaction = redisson.createTransaction(TransactionOptions.defaults());
        transaction.<String>getBucket("paid").set("yes");
        assertThat(other.getBucket("paid").isExists()).isFalse();
        transaction.commit();
        assertThat(other.getBucket("paid").get()).isEqualTo("yes");
    }

    private void stream() {
        var stream = redisson.<String, String>getStream("orders", StringCodec.INSTANCE);
        stream.createGroup(StreamCreateGroupArgs.name("billing").makeStream());
        var id = stream.add(StreamAddArgs.entry("item", "book"));
        var read = stream.readGroup("billing", "one", StreamReadGroupArgs.neverDelivered());
        assertThat(read).containsOnlyKeys(id);
        assertThat(stream.ack("billing", id)).isEqualTo(1);
    }

    private void keys() {
        for (var i = 0; i < 50; i++) redisson.getBucket("page:" + i).set(i);
        assertThat(redisson.getKeys().getKeysStreamByPattern("page:*")).hasSize(50);
        assertThat(redisson.getKeys().deleteByPattern("page:*")).isEqualTo(50);
        assertThat(redisson.getKeys().count()).isPositive();
    }

    private void refused() {
        var node = redisson.getRedisNodes(RedisNodes.SINGLE).getInstance();
        assertThat(node.ping()).isTrue();
        assertThat(node.getMemoryStatistics()).isNotEmpty();
        assertThatThrownBy(() -> node.getConfig("maxmemory"))
                .isInstanceOf(RedisException.class)
                .hasMessageContaining("NOPERM");
    }

    @Override
    public void close() {
        redisson.shutdown();
        other.shutdown();
    }
}
