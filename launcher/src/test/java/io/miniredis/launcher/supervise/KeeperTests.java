package io.miniredis.launcher.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.miniredis.launcher.process.Backoff;
import io.miniredis.launcher.process.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeeperTests {

    private static final Backoff QUICK =
            new Backoff(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofSeconds(1));

    private final List<ProcessHandle> started = new CopyOnWriteArrayList<>();
    private final List<PartStatus> reports = new CopyOnWriteArrayList<>();
    private Thread keeper = Thread.ofVirtual().unstarted(() -> {});

    @AfterEach
    void end() throws InterruptedException {
        keeper.interrupt();
        keeper.join();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void aPartThatDiesIsStartedAgain() {
        keep(Optional.empty());
        await().until(() -> last().state() == PartState.READY);

        started.getFirst().destroyForcibly();

        await().until(() -> started.size() == 2 && last().state() == PartState.READY);
        assertThat(last().restarts()).isEqualTo(1);
        assertThat(reports).extracting(PartStatus::state).contains(PartState.DOWN);
    }

    @Test
    void aPartThatRunsAlreadyIsAdopted() throws IOException {
        var running = new Sleeper(Optional.empty()).start();

        keep(Optional.of(running));

        await().until(() -> last().state() == PartState.READY);
        assertThat(last().pid()).isEqualTo(running.pid());
        assertThat(started).containsExactly(running);
    }

    private void keep(Optional<ProcessHandle> running) {
        keeper = Thread.ofVirtual().start(new Keeper(new Sleeper(running), QUICK, () -> true, reports::add));
    }

    private PartStatus last() {
        return reports.isEmpty() ? PartStatus.waiting("none", 0) : reports.getLast();
    }

    private final class Sleeper implements Part {

        private final Optional<ProcessHandle> running;

        Sleeper(Optional<ProcessHandle> running) {
            this.running = running;
        }

        @Override
        public String id() {
            return "sleeper";
        }

        @Override
        public int port() {
            return 1;
        }

        @Override
        public Optional<ProcessHandle> adopt() {
            return running.filter(ProcessHandle::isAlive);
        }

        @Override
        public ProcessHandle start() throws IOException {
            var process = new ProcessBuilder("sleep", "60").start().toHandle();
            started.add(process);
            return process;
        }

        @Override
        public boolean isReady() {
            return true;
        }
    }
}
