package io.miniredis.nodemanager.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** A connection to an engine over its Unix socket, logged in, speaking RESP2. */
public final class EngineConnection extends Connection {

    /*
     * A thousand connections are open all the time, and what goes over them is short. Jedis would keep two times 8 KiB for each, and
     * takes other sizes from nowhere else, when it makes the first.
     */
    static {
        System.setProperty("jedis.bufferSize.input", "2048");
        System.setProperty("jedis.bufferSize.output", "512");
    }

    private final UnixSocket socket;

    private EngineConnection(UnixSocket socket, DefaultJedisClientConfig config) {
        super(() -> socket, config);
        this.socket = socket;
    }

    /**
     * Connects and logs in.
     *
     * @param deadline longest wait for each answer
     * @throws IOException when nobody listens on the socket
     * @throws redis.clients.jedis.exceptions.JedisException when the engine refuses the login or does not answer
     */
    public static EngineConnection open(Path socket, String user, String password, Duration deadline)
            throws IOException {
        var millis = Math.toIntExact(deadline.toMillis());
        var unix = UnixSocket.connect(socket, millis);
        try {
            return new EngineConnection(
                    unix,
                    DefaultJedisClientConfig.builder()
                            .user(user)
                            .password(password)
                            .protocol(RedisProtocol.RESP2)
                            .socketTimeoutMillis(millis)
                            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                            .build());
        } catch (RuntimeException exception) {
            unix.close();
            throw exception;
        }
    }

    /** Whether an engine refused a connection because its clients have taken all that there are. */
    public static boolean isFull(Throwable refusal) {
        for (var cause = refusal; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("max number of clients")) return true;
        }
        return false;
    }

    /**
     * Sends one command and waits for its reply: {@code byte[]}, {@code Long}, null, or a list of these.
     *
     * @throws redis.clients.jedis.exceptions.JedisDataException the engine's own error
     */
    public @Nullable Object run(List<String> command) {
        send(command);
        return getOne();
    }

    /** Waits for the next reply. Another thread may send meanwhile; {@link #getOne} would flush what that one is just writing. */
    @Nullable
    Object receive() {
        return readProtocolWithCheckingBroken();
    }

    /** Ends the connection when an answer is longer than {@code bytes} in all. */
    public void limitReplies(long bytes) {
        socket.limit(bytes);
    }

    void send(List<String> command) {
        var arguments = command.subList(1, command.size()).stream()
                .map(EngineConnection::bytes)
                .toArray(byte[][]::new);
        var name = bytes(command.getFirst());
        sendCommand((ProtocolCommand) () -> name, arguments);
        flush();
    }

    /** Ends the connection whatever it is doing; a thread that reads from it gets a {@link JedisConnectionException}. */
    void abandon() {
        try {
            forceDisconnect();
        } catch (IOException | JedisConnectionException alreadyGone) {
            // which is what we want
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
