package io.miniredis.nodemanager.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a program finds as it starts, and what we hear of its end, by the system's own way and by the JDK's. */
class SpawnerTests {

    @TempDir
    Path folder;

    private Path output;

    static Stream<Spawner> spawners() {
        return Stream.concat(PosixSpawner.find().stream(), Stream.of(new JdkSpawner()));
    }

    @BeforeEach
    void nameOutput() {
        output = folder.resolve("engine.log");
    }

    @Test
    void findWhenGlibcOnLinuxIsThere() {
        assumeThat(Path.of("/usr/lib/os-release")).content().contains("ID=debian");
        assertThat(PosixSpawner.find()).isPresent();
    }

    @ParameterizedTest
    @MethodSource("spawners")
    void startWhenProgramEndsTellsItsExitCode(Spawner spawner) throws Exception {
        assertThat(ended(spawner, "exit 0")).isZero();
        assertThat(ended(spawner, "exit 3")).isEqualTo(3);
        assertThat(ended(spawner, "exit 255")).isEqualTo(255);
    }

    @ParameterizedTest
    @MethodSource("spawners")
    void startWhenSignalEndsProgramTellsTheSignal(Spawner spawner) throws Exception {
        assertThat(ended(spawner, "kill -9 $$")).isEqualTo(128 + 9);
        assertThat(ended(spawner, "kill -15 $$")).isEqualTo(128 + 15);
    }

    @ParameterizedTest
    @MethodSource("spawners")
    void startWhenOutputIsThereAppendsBothStreams(Spawner spawner) throws Exception {
        Files.writeString(output, "before\n");
        ended(spawner, "echo out; echo error >&2");
        assertThat(output).hasContent("before\nout\nerror\n");
    }

    @ParameterizedTest
    @MethodSource("spawners")
    void startGivesFolderEnvironmentAndAnEmptyInput(Spawner spawner) throws Exception {
        ended(spawner, "pwd -P; echo $A; cat; tr '\\0' '\\n' < /proc/$$/environ | sort");
        assertThat(output).hasContent(folder.toRealPath() + "\nb=c d\nA=b=c d\nPATH=/usr/bin:/bin\n");
    }

    @ParameterizedTest
    @MethodSource("spawners")
    void startHandsOverNoFileAndNoSignalOfOurs(Spawner spawner) throws Exception {
        try (var held = Files.newByteChannel(output, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ended(
                    spawner,
                    "ls /proc/self/fd; sed -n 's/^Sig\\(Blk\\|Ign\\):.*\\(........\\)$/\\2/p' /proc/self/status");
            assertThat(held.isOpen()).isTrue();
        }
        // the fourth is the folder that ls itself reads
        var lines = Files.readAllLines(output);
        assertThat(lines.subList(0, 4)).containsExactly("0", "1", "2", "3");
        // the signals 32 and up belong to the C library
        var signals = lines.subList(4, lines.size()).stream()
                .map(it -> Long.parseLong(it, 16) & Integer.MAX_VALUE)
                .toList();
        assertThat(signals).hasSize(2).first().isEqualTo(0L);
        // the JDK hands on what our own parent had us ignore, as nohup does
        if (spawner.makesSessions()) assertThat(signals.getLast()).isZero();
    }

    @ParameterizedTest
    @MethodSource("spawners")
    void startWhenItMakesSessionsGivesTheProgramOneOfItsOwn(Spawner spawner) throws Exception {
        assumeThat(spawner.makesSessions()).isTrue();
        ended(spawner, "cut -d' ' -f1,6 /proc/$$/stat");
        var pidAndSession = Files.readString(output).strip().split(" ");
        assertThat(pidAndSession[1]).isEqualTo(pidAndSession[0]);
    }

    @ParameterizedTest
    @MethodSource("spawners")
    void startWhenProgramOrFolderIsMissingSaysSo(Spawner spawner) {
        assertThatThrownBy(() -> spawner.start(List.of("/nowhere/engine"), List.of(), folder, output))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/nowhere/engine")
                .hasMessageContainingAll("o such file");
        assertThatThrownBy(() -> spawner.start(List.of("/bin/true"), List.of(), folder.resolve("gone"), output))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("o such file");
    }

    @ParameterizedTest
    @MethodSource("spawners")
    void startWhenManyEndAtOnceTellsEachOne(Spawner spawner) throws Exception {
        var children = IntStream.range(0, 100)
                .mapToObj(i -> started(spawner, "exit " + i))
                .toList();
        for (var i = 0; i < children.size(); i++) {
            assertThat(children.get(i).exit().get(20, TimeUnit.SECONDS)).isEqualTo(i);
        }
        assertThat(children)
                .allSatisfy(it -> assertThat(Path.of("/proc/" + it.pid())).doesNotExist());
    }

    @Test
    void posixSpawnerKeepsNoThreadForAChild() throws Exception {
        var spawner = PosixSpawner.find();
        assumeThat(spawner).isPresent();
        started(spawner.get(), "exit 0").exit().get(20, TimeUnit.SECONDS);
        var before = threads();
        var children = IntStream.range(0, 30)
                .mapToObj(i -> started(spawner.get(), "exec sleep 60"))
                .toList();
        try {
            assertThat(threads()).isLessThan(before + 10);
        } finally {
            children.forEach(it -> ProcessHandle.of(it.pid()).ifPresent(ProcessHandle::destroyForcibly));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> children.stream().allMatch(it -> it.exit().isDone()));
        assertThat(children).allSatisfy(it -> assertThat(it.exit()).isCompletedWithValue(128 + 9));
    }

    private static long threads() throws IOException {
        try (var all = Files.list(Path.of("/proc/self/task"))) {
            return all.count();
        }
    }

    private Spawner.Child started(Spawner spawner, String script) {
        try {
            return spawner.start(
                    List.of("/bin/sh", "-c", script), List.of("A=b=c d", "PATH=/usr/bin:/bin"), folder, output);
        } catch (IOException exception) {
            throw new AssertionError(exception);
        }
    }

    private int ended(Spawner spawner, String script) throws Exception {
        return started(spawner, script).exit().get(20, TimeUnit.SECONDS);
    }
}
