package io.miniredis.monitoring.node;

import io.miniredis.kit.host.MonitoringTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;

/**
 * The connection to one engine as its {@code monitor} user. Each answer has a deadline; the calls throw Jedis' exceptions, and after one
 * of the connection's own it is of no more use.
 */
final class NodeConnection implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NodeConnection.class);
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(2);

    /** The sections that are read, by name: the default reply is twice as long. */
    private static final byte[][] INFO = bytes("server", "clients", "memory", "stats", "keyspace");

    /** {@code *6\r\n}, then {@code $4\r\nINFO\r\n} and the like for each word. */
    static final int INFO_REQUEST_BYTES =
            4 + 10 + Arrays.stream(INFO).mapToInt(it -> it.length + 6).sum();

    private static final int SLOWLOG_ENTRIES = 128;

    private final Connection connection;

    private NodeConnection(MonitoringTarget target, JedisClientConfig config) {
        connection = new Connection(new HostAndPort(target.host(), target.port()), config);
        try {
            connection.connect();
        } catch (RuntimeException exception) {
            close();
            throw exception;
        }
    }

    static NodeConnection plain(MonitoringTarget target) {
        return new NodeConnection(target, config(target).build());
    }

    /** The node has to show a certificate that {@code sockets} trust, for the host that it is connected to by. */
    static NodeConnection tls(MonitoringTarget target, SSLSocketFactory sockets) {
        var parameters = new SSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return new NodeConnection(
                target,
                config(target)
                        .ssl(true)
                        .sslSocketFactory(sockets)
                        .sslParameters(parameters)
                        .build());
    }

    private static DefaultJedisClientConfig.Builder config(MonitoringTarget target) {
        return DefaultJedisClientConfig.builder()
                .resp2()
                .user(target.username())
                .password(target.password())
                .connectionTimeoutMillis((int) CONNECT.toMillis())
                .socketTimeoutMillis((int) ANSWER.toMillis())
                // the monitor user may run what it needs and nothing else
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
    }

    private static byte[][] bytes(String... words) {
        return Arrays.stream(words)
                .map(it -> it.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }

    Info info() {
        connection.sendCommand(Protocol.Command.INFO, INFO);
        return new Info(connection.getBinaryBulkReply());
    }

    /** Newest first, at most 128. */
    List<SlowCommand> slowlog() {
        var reply = connection.executeCommand(new CommandArguments(Protocol.Command.SLOWLOG)
                .add(Protocol.Keyword.GET)
                .add(SLOWLOG_ENTRIES));
        return ((List<?>) reply).stream().map(it -> slowCommand((List<?>) it)).toList();
    }

    /** {@code [id, unix time, microseconds, [word…], client address, client name]} */
    private static SlowCommand slowCommand(List<?> entry) {
        var words = ((List<?>) entry.get(3)).stream().map(NodeConnection::text).toList();
        var client = entry.size() > 4 ? text(entry.get(4)) : "";
        return new SlowCommand(
                (Long) entry.get(0),
                Instant.ofEpochSecond((Long) entry.get(1)),
                (Long) entry.get(2),
                words,
                client.isEmpty() ? null : client);
    }

    private static String text(Object bulk) {
        return new String((byte[]) bulk, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            connection.forceDisconnect(); // at once, whatever another thread is doing with it
        } catch (IOException closed) {
            log.debug("closing", closed);
        }
    }
}
