package io.miniredis.nodemanager.command;

import io.miniredis.kit.node.CommandReply;
import io.miniredis.nodemanager.connection.EngineConnection;
import io.miniredis.nodemanager.engine.Acl;
import io.miniredis.nodemanager.node.NodeException;
import io.miniredis.nodemanager.node.Supervisor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Runs single commands as the tenant, each on a connection of its own. */
@Component
class Commands {

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final DataSize LONGEST_REPLY = DataSize.ofMegabytes(4);

    private final Supervisor supervisor;

    Commands(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    /**
     * @throws NodeException when the node is unknown or not running
     * @throws WrongPassword when the engine refuses the password
     */
    CommandReply run(String nodeId, String password, List<String> words) {
        var socket = supervisor.nodes().readySocket(nodeId);
        var refusal = new ConsoleCommand(words).refusal();
        if (refusal.isPresent()) return new CommandReply(null, refusal.get());
        try (var connection = login(socket, password)) {
            connection.limitReplies(LONGEST_REPLY.toBytes());
            return new CommandReply(plain(connection.run(words)), null);
        } catch (JedisDataException refused) {
            return new CommandReply(null, refused.getMessage());
        } catch (JedisConnectionException silent) {
            return new CommandReply(
                    null,
                    "ERR there was no whole answer within %d seconds and %d MiB"
                            .formatted(DEADLINE.toSeconds(), LONGEST_REPLY.toMegabytes()));
        } catch (IOException gone) {
            throw new NodeException.NotRunning(nodeId);
        }
    }

    private static EngineConnection login(Path socket, String password) throws IOException {
        try {
            return EngineConnection.open(socket, Acl.TENANT, password, DEADLINE);
        } catch (JedisAccessControlException refused) {
            throw new WrongPassword();
        }
    }

    /** Strings, whole numbers, null, and lists of these. Bytes that are no UTF-8 become U+FFFD. */
    private static @Nullable Object plain(@Nullable Object reply) {
        return switch (reply) {
            case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
            case List<?> items -> {
                var all = new ArrayList<@Nullable Object>(items.size());
                for (var item : items) all.add(plain(item));
                yield all;
            }
            // inside a list, for instance of EXEC, an error is one of the values
            case JedisDataException error -> "(error) " + error.getMessage();
            case null -> null;
            default -> reply;
        };
    }

    /** The engine does not take the tenant's password. */
    static final class WrongPassword extends RuntimeException {
        WrongPassword() {
            super("The database refuses this password.");
        }
    }
}
