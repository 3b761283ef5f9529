package io.miniredis.gateway.limit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AbstractCompareAndSwapBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AsyncCompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.CompareAndSwapOperation;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.github.bucket4j.redis.consts.LuaScripts;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.util.JedisURIHelper;

/** Buckets of Bucket4j in a Redis, over the Redis client of the house: read, count, and write where nobody else wrote meanwhile. */
final class RedisBuckets extends AbstractCompareAndSwapBasedProxyManager<String> implements AutoCloseable {

    /** A bucket that is full again needs no memory; the rest is for clocks that differ. */
    private static final ExpirationAfterWriteStrategy EXPIRY =
            ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofSeconds(10));

    /** Lost races before a call is counted here instead. */
    private static final int ATTEMPTS = 20;

    private static final byte[] SWAP = LuaScripts.SCRIPT_COMPARE_AND_SWAP_PX.getBytes(UTF_8);
    private static final byte[] SET = LuaScripts.SCRIPT_SET_NX_PX.getBytes(UTF_8);

    /** Calls that ask at one moment; one more waits for a connection, and at most as long as for an answer. */
    private static final int CONNECTIONS = 64;

    private final UnifiedJedis redis;

    /** Connects when it is first asked, so that a gateway starts without its Redis. */
    static RedisBuckets at(String url, Duration timeout) {
        var uri = URI.create(url);
        var millis = Math.toIntExact(timeout.toMillis());
        var pool = new ConnectionPoolConfig();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxIdle(CONNECTIONS);
        pool.setMaxWait(timeout);
        return new RedisBuckets(RedisClient.builder()
                .hostAndPort(JedisURIHelper.getHostAndPort(uri))
                .clientConfig(DefaultJedisClientConfig.builder()
                        .user(JedisURIHelper.getUser(uri))
                        .password(JedisURIHelper.getPassword(uri))
                        .database(JedisURIHelper.getDBIndex(uri))
                        .ssl(JedisURIHelper.isRedisSSLScheme(uri))
                        .connectionTimeoutMillis(millis)
                        .socketTimeoutMillis(millis)
                        .clientName("miniredis-api-gateway")
                        .build())
                .poolConfig(pool)
                .build());
    }

    private RedisBuckets(UnifiedJedis redis) {
        super(ClientSideConfig.getDefault()
                .withClientClock(TimeMeter.SYSTEM_MILLISECONDS)
                .withExpirationAfterWriteStrategy(EXPIRY)
                .withMaxRetries(ATTEMPTS));
        this.redis = redis;
    }

    @Override
    protected CompareAndSwapOperation beginCompareAndSwapOperation(String name) {
        var key = name.getBytes(UTF_8);
        return new CompareAndSwapOperation() {
            @Override
            public Optional<byte[]> getStateData(Optional<Long> timeoutNanos) {
                return Optional.ofNullable(redis.get(key));
            }

            @Override
            public boolean compareAndSwap(
                    byte @Nullable [] before, byte[] after, RemoteBucketState state, Optional<Long> timeoutNanos) {
                var now = TimeMeter.SYSTEM_MILLISECONDS.currentTimeNanos();
                var life = String.valueOf(Math.max(1, EXPIRY.calculateTimeToLiveMillis(state, now)))
                        .getBytes(UTF_8);
                var done = before == null
                        ? redis.eval(SET, List.of(key), List.of(after, life))
                        : redis.eval(SWAP, List.of(key), List.of(before, after, life));
                return Long.valueOf(1).equals(done);
            }
        };
    }

    @Override
    protected AsyncCompareAndSwapOperation beginAsyncCompareAndSwapOperation(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isAsyncModeSupported() {
        return false;
    }

    @Override
    public boolean isExpireAfterWriteSupported() {
        return true;
    }

    @Override
    public void removeProxy(String name) {
        redis.del(name.getBytes(UTF_8));
    }

    @Override
    protected java.util.concurrent.CompletableFuture<Void> removeAsync(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        redis.close();
    }
}
