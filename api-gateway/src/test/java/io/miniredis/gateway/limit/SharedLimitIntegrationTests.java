package io.miniredis.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.miniredis.gateway.testing.SettableTicker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways that count in one real Redis or Valkey. */
class SharedLimitIntegrationTests {

    private static final Rate RATE = new Rate(10, Duration.ofMinutes(1));
    private static final Duration PAUSE = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private final SettableTicker ticker = new SettableTicker();
    private final int port = freePort();
    private final SharedBuckets one = gateway();
    private final SharedBuckets two = gateway();
    private @Nullable Process engine;

    private SharedBuckets gateway() {
        return new SharedBuckets(
                RedisBuckets.at("redis://127.0.0.1:%d/1".formatted(port), Duration.ofMillis(500)),
                new MemoryBuckets(ticker),
                ticker,
                PAUSE);
    }

    @AfterEach
    void stop() throws InterruptedException {
        one.close();
        two.close();
        kill();
    }

    @Test
    void takeWhenTwoGatewaysShareCountsTogether() throws IOException {
        start();
        for (var i = 0; i < 5; i++) {
            assertThat(one.take("x", RATE).isConsumed()).isTrue();
            assertThat(two.take("x", RATE).isConsumed()).isTrue();
        }
        assertThat(one.take("x", RATE).isConsumed()).isFalse();
        var refused = two.take("x", RATE);
        assertThat(refused.isConsumed()).isFalse();
        assertThat(refused.getNanosToWaitForRefill()).isPositive();
        assertThat(two.take("y", RATE).isConsumed()).isTrue();
        assertThat(one.isShared() && two.isShared()).isTrue();
    }

    @Test
    void takeWhenRedisDiesGoesOnAloneAndSharesAgainWhenItIsBack() throws IOException, InterruptedException {
        start();
        assertThat(one.take("x", RATE).getRemainingTokens()).isEqualTo(9);
        kill();
        var begin = System.nanoTime();
        assertThat(one.take("x", RATE).getRemainingTokens()).isEqualTo(9);
        assertThat(one.isShared()).isFalse();
        assertThat(one.failures()).isOne();
        for (var i = 0; i < 9; i++) assertThat(one.take("x", RATE).isConsumed()).isTrue();
        assertThat(one.take("x", RATE).isConsumed()).isFalse();
        // one wait at most, and nobody else's
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        assertThat(one.failures()).isOne();
        start();
        assertThat(one.isShared()).isFalse();
        ticker.advance(PAUSE);
        assertThat(one.take("x", RATE).isConsumed()).isTrue();
        assertThat(one.isShared()).isTrue();
    }

    @Test
    void takeWhenRedisWasNeverThereCountsAlone() {
        assertThat(two.take("x", RATE).isConsumed()).isTrue();
        assertThat(two.isShared()).isFalse();
    }

    private void start() throws IOException {
        var program = Stream.of("valkey-server", "redis-server")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":", -1)).map(it -> Path.of(it, name)))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(program.isPresent(), "no engine on the PATH");
        engine = new ProcessBuilder(
                        program.get().toString(),
                        "--port",
                        String.valueOf(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--dir",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().atMost(Duration.ofSeconds(20)).until(this::listens);
    }

    private boolean listens() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 100);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private void kill() throws InterruptedException {
        if (engine == null) return;
        engine.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        engine = null;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
