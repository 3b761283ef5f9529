package io.miniredis.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * auth-service and backend are killed in turns while people work with their accounts. What was acknowledged is there afterwards, what was
 * not is there as a whole or not at all, nothing is twice, and the record of it is whole. {@code -Daccounts.kills} says how often.
 */
@Tag("faults")
@ExtendWith(PlatformExtension.class)
class AccountFaultTests {

    private static final int KILLS = Integer.getInteger("accounts.kills", 2);

    @Test
    void killedServicesLeaveNoHalfAccounts(LocalPlatform platform) {
        var operator = Tenant.verified(platform, LocalPlatform.OPERATOR);
        var works = AccountWork.all(platform, KILLS);
        try (var crew = new Crew(works)) {
            for (var kill = 0; kill < KILLS; kill++) {
                var service = kill % 2 == 0 ? "auth-service" : "backend";
                crew.awaitProgress();
                platform.kill(service);
                platform.awaitReady(service);
            }
            crew.awaitProgress();
        }
        works.forEach(AccountWork::check);
        works.forEach(it -> System.out.printf(
                "%s: %d calls acknowledged, %d told to try again%n",
                it.getClass().getSimpleName(), it.acknowledged(), it.troubles()));
        assertThat(works.stream().mapToInt(AccountWork::troubles).sum())
                .as("nobody noticed that services were killed")
                .isPositive();
        var parts = operator.get("/platform/audit/integrity").expect(200).body().path("parts");
        assertThat(parts).hasSize(2);
        assertThat(parts.valueStream()).allMatch(it -> it.path("whole").asBoolean());
    }

    /** A few people who take turns at all that there is to do, until it is closed. */
    private static final class Crew implements AutoCloseable {

        /** Passwords are hashed one at a time; with more at once, a slow machine tells most callers that it is late. */
        private static final int PEOPLE = 3;

        private static final int STEPS = 2;

        /** After each step; while a service is down, refusals come at once. */
        private static final Duration BREATH = Duration.ofMillis(50);

        private final List<AccountWork> works;
        private final BlockingQueue<AccountWork> waiting;
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final List<Future<?>> running = new ArrayList<>();
        private volatile boolean over;

        Crew(List<AccountWork> works) {
            this.works = works;
            waiting = new LinkedBlockingQueue<>(works);
            for (var i = 0; i < PEOPLE; i++) running.add(threads.submit(this::work));
        }

        private Void work() throws InterruptedException {
            while (!over) {
                var work = waiting.take();
                work.step();
                waiting.put(work);
                LockSupport.parkNanos(BREATH.toNanos());
            }
            return null;
        }

        /** Until everybody was told of a few more things that they are done. */
        void awaitProgress() {
            var wanted =
                    works.stream().mapToInt(it -> it.acknowledged() + STEPS).toArray();
            await("progress in everything")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> running.stream().anyMatch(Future::isDone) || areDone(wanted));
            running.forEach(Crew::failAs);
        }

        private boolean areDone(int[] wanted) {
            return IntStream.range(0, wanted.length)
                    .allMatch(it -> works.get(it).acknowledged() >= wanted[it]);
        }

        @Override
        public void close() {
            over = true;
            threads.close();
            running.forEach(Crew::failAs);
        }

        private static void failAs(Future<?> thread) {
            if (thread.state() == Future.State.FAILED) throw new AssertionError(thread.exceptionNow());
        }
    }
}
