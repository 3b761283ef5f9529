package io.miniredis.nodemanager.torture;

import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisProtocol;

/** Connects as a tenant does: over TCP, with a password. */
final class Tenant {

    private static final int PATIENCE = 5_000;

    private Tenant() {}

    static Jedis connect(int port, String password) {
        var jedis = new Jedis(
                new HostAndPort("127.0.0.1", port),
                DefaultJedisClientConfig.builder()
                        .password(password)
                        .protocol(RedisProtocol.RESP2)
                        .connectionTimeoutMillis(PATIENCE)
                        .socketTimeoutMillis(PATIENCE)
                        .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                        .build());
        jedis.connect();
        return jedis;
    }

    static String runId(Jedis tenant) {
        return line(tenant.info("server"), "run_id:");
    }

    static String line(String info, String beginning) {
        return info.lines().filter(it -> it.startsWith(beginning)).findFirst().orElseThrow();
    }
}
