package io.miniredis.nodemanager.torture;

import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.node.NodeStatus;
import io.miniredis.nodemanager.node.HostForTests;
import io.miniredis.nodemanager.torture.Order.Answer;
import io.miniredis.nodemanager.torture.Order.Kind;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The test's end of a {@link TortureNodeManager}. */
final class NodeManagerChild implements AutoCloseable {

    private static final JsonMapper json = JsonMapper.builder().build();
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final Process process;
    private final Thread reader;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, CompletableFuture<Answer>> open = new ConcurrentHashMap<>();
    private final CompletableFuture<Answer> started = new CompletableFuture<>();
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean ended;

    private NodeManagerChild(Process process) {
        this.process = process;
        open.put(0L, started);
        reader = Thread.ofPlatform().daemon().name("answers").start(this::readAnswers);
    }

    /** Starts it, and does not wait. */
    static NodeManagerChild start(HostForTests host, Duration putPatience, Path log) throws IOException {
        return new NodeManagerChild(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Xmx128m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TortureNodeManager.class.getName(),
                        host.folder.toString(),
                        Integer.toString(host.ports.start()),
                        Integer.toString(host.ports.end()),
                        Long.toString(putPatience.toMillis()))
                .redirectError(Redirect.appendTo(log.toFile()))
                .start());
    }

    /** @throws java.util.concurrent.ExecutionException when it has ended instead */
    void awaitStarted() throws Exception {
        started.get(LONGEST_START.toSeconds(), TimeUnit.SECONDS);
    }

    CompletableFuture<Answer> put(NodeSpec spec) {
        return send(Kind.PUT, spec, null);
    }

    CompletableFuture<Answer> delete(String nodeId) {
        return send(Kind.DELETE, null, nodeId);
    }

    List<NodeStatus> list() throws Exception {
        return send(Kind.LIST, null, null).get(10, TimeUnit.SECONDS).nodes();
    }

    /** Waits this long, or until it has ended by itself, which it never should. */
    boolean hasEndedWithin(Duration wait) throws InterruptedException {
        return process.waitFor(wait);
    }

    /** Kills it with -9. Afterwards each order has its answer, or an exception where none was given any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        reader.join();
    }

    private CompletableFuture<Answer> send(Kind kind, @Nullable NodeSpec spec, @Nullable String nodeId) {
        var order = new Order(numbers.incrementAndGet(), kind, spec, nodeId);
        var answer = new CompletableFuture<Answer>();
        open.put(order.number(), answer);
        if (ended) forget();
        var line = json.writeValueAsString(order) + "\n";
        writing.lock();
        try {
            process.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException killed) {
            answer.completeExceptionally(killed);
        } finally {
            writing.unlock();
        }
        return answer;
    }

    private void readAnswers() {
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                // a line that the kill has cut short is no answer
                if (!line.endsWith("}")) break;
                var answer = json.readValue(line, Answer.class);
                var waiting = open.remove(answer.number());
                if (waiting != null) waiting.complete(answer);
            }
        } catch (IOException | tools.jackson.core.JacksonException killed) {
            // the orders that are open get no answer
        } finally {
            ended = true;
            forget();
        }
    }

    private void forget() {
        open.values().forEach(it -> it.completeExceptionally(new IOException("the node-manager was killed")));
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
