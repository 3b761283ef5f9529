package io.miniredis.nodemanager.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.miniredis.kit.node.Persistence;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What survives a loss of power is what was flushed to the disk. The engine's system calls tell when it flushes; needs strace and the
 * right to trace another user's process.
 */
@Tag("durability")
class FlushDurabilityTests {

    private static final String PART = ".incr.aof>";

    @TempDir
    Path temp;

    @BeforeAll
    static void needsStrace() {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may trace another user's process");
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(it -> Files.isExecutable(Path.of(it, "strace"))),
                "strace is not installed");
    }

    @Test
    void appendOnlyWhenAlwaysIsFlushedBeforeEachAcknowledgement() throws Exception {
        try (var node = new DurableNode(Persistence.AOF_ALWAYS)) {
            var ready = node.awaitReady();
            var trace = new Trace(ready.pid());
            try (var writer = AcknowledgedWriter.start("always", ready)) {
                trace.awaitLines(it -> it.contains("fdatasync(") && it.contains(PART), 300);
                writer.close();
            } finally {
                trace.end();
            }
            assertFlushedBeforeAnswered(trace.linesOf(ready.pid()));
        }
    }

    private static void assertFlushedBeforeAnswered(List<String> lines) {
        var unflushed = false;
        var answers = 0;
        for (var line : lines) {
            if (line.contains("write(") && line.contains(PART)) unflushed = true;
            if (line.contains("fdatasync(") && line.contains(PART)) {
                assertThat(line).as("a flush that went well").contains("= 0");
                unflushed = false;
            }
            if (line.contains("write(") && line.contains("socket") && isAnswer(line)) {
                assertThat(unflushed).as("not flushed at: %s", line).isFalse();
                answers++;
            }
        }
        assertThat(answers).as("answers seen").isGreaterThan(100);
    }

    private static boolean isAnswer(String line) {
        return line.contains(", \"+OK") || line.contains(", \":");
    }

    @Test
    void appendOnlyWhenEverySecondIsFlushedAboutEverySecond() throws Exception {
        try (var node = new DurableNode(Persistence.AOF)) {
            var ready = node.awaitReady();
            var trace = new Trace(ready.pid());
            var began = System.nanoTime();
            try (var writer = AcknowledgedWriter.start("everysec", ready)) {
                trace.awaitLines(it -> it.contains("fdatasync(") && it.contains(PART), 4);
                writer.close();
            } finally {
                trace.end();
            }
            // four flushes need the time of three pauses of a second; twice that is room for a slow machine
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        }
    }

    /** strace on the way. */
    private final class Trace {
        private final Process strace;
        private final Path file = temp.resolve("trace");

        Trace(long pid) throws IOException {
            strace = new ProcessBuilder(
                            "strace",
                            "-f",
                            "-y",
                            "-e",
                            "trace=write,writev,fsync,fdatasync",
                            "-o",
                            file.toString(),
                            "-p",
                            Long.toString(pid))
                    .redirectErrorStream(true)
                    .start();
            var first = strace.inputReader().readLine();
            assumeTrue(first != null && first.contains("attached"), "strace may not trace here: " + first);
        }

        void awaitLines(java.util.function.Predicate<String> kind, long count) {
            Awaitility.await("the engine's flushes")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> all().stream().filter(kind).count() >= count);
        }

        List<String> linesOf(long thread) throws IOException {
            return new ArrayList<>(all())
                    .stream().filter(it -> it.startsWith(thread + " ")).toList();
        }

        private List<String> all() throws IOException {
            return Files.exists(file)
                    ? Files.readAllLines(file, java.nio.charset.StandardCharsets.ISO_8859_1)
                    : List.of();
        }

        void end() {
            strace.destroy();
            Awaitility.await().until(() -> !strace.isAlive());
        }
    }
}
