package io.miniredis.backend.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.kit.node.CommandReply;
import io.miniredis.kit.testing.EngineForTests;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** What a real engine says of its commands. */
class CommandFlagsTests {

    @TempDir
    private static Path folder;

    private static Process engine;
    private static int port;

    private final CommandFlags flags = new CommandFlags();
    private int asked;

    @BeforeAll
    static void start() throws Exception {
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        engine = new ProcessBuilder(
                        EngineForTests.find().toString(), "--port", "" + port, "--bind", "127.0.0.1", "--save", "")
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("log").toFile())
                .redirectErrorStream(true)
                .start();
        Awaitility.await().ignoreExceptions().until(() -> {
            try (var client = new Jedis("127.0.0.1", port)) {
                return client.ping().equals("PONG");
            }
        });
    }

    @AfterAll
    static void stop() throws Exception {
        engine.destroyForcibly().waitFor();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET x",
                "get x",
                "MGET x y",
                "SCAN 0",
                "TTL x",
                "XRANGE x - +",
                "XREAD STREAMS x 0",
                "ZRANGE x 0 -1",
                "SORT_RO x",
                "EVAL_RO return 0",
                "EVALSHA_RO abc 0",
                "FCALL_RO f 0",
                "OBJECT ENCODING x",
                "object freq x",
                "XINFO STREAM x",
                "MEMORY USAGE x",
                "DBSIZE"
            })
    void whatReadsIsKnown(String command) {
        assertThat(readsOnly(command)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET x y",
                "DEL x",
                "GETDEL x",
                "GETEX x",
                "SORT x STORE y",
                "EVAL return 0",
                "EVALSHA abc 0",
                "FCALL f 0",
                "FLUSHALL",
                "XREADGROUP GROUP g c STREAMS x >",
                "XGROUP CREATE x g $",
                "FUNCTION LOAD x",
                "SCRIPT FLUSH",
                "PUBLISH a b",
                "MULTI",
                "EXEC",
                "CONFIG SET maxmemory 1",
                "OBJECT",
                "OBJECT NOTHING x",
                "NOTHING x",
                "object|encoding x",
                "object| encoding",
                "* x",
                ""
            })
    void whatDoesMoreThanReadIsKnown(String command) {
        assertThat(readsOnly(command)).isFalse();
    }

    @Test
    void anEngineOfAVersionIsAskedOnce() {
        for (var i = 0; i < 3; i++) {
            readsOnly("OBJECT ENCODING x");
            readsOnly("OBJECT HELP");
        }
        assertThat(asked).isEqualTo(1);
        flags.readsOnly(List.of("OBJECT", "ENCODING"), "another", this::ask);
        assertThat(asked).isEqualTo(2);
        flags.readsOnly(List.of("OBJECT", "ENCODING"), null, this::ask);
        flags.readsOnly(List.of("OBJECT", "ENCODING"), null, this::ask);
        assertThat(asked).isEqualTo(4);
    }

    private boolean readsOnly(String command) {
        return flags.readsOnly(List.of(command.split(" ", -1)), "engine of this test", this::ask);
    }

    private CommandReply ask(List<String> words) {
        asked++;
        try (var client = new Jedis("127.0.0.1", port)) {
            var arguments = words.subList(1, words.size()).toArray(String[]::new);
            return new CommandReply(
                    plain(client.sendCommand(() -> words.getFirst().getBytes(StandardCharsets.UTF_8), arguments)),
                    null);
        }
    }

    /** As the node-manager hands an engine's answers on. */
    private static Object plain(Object reply) {
        return switch (reply) {
            case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
            case List<?> items -> {
                var all = new ArrayList<Object>();
                for (var item : items) all.add(plain(item));
                yield all;
            }
            case null -> null;
            default -> reply;
        };
    }
}
