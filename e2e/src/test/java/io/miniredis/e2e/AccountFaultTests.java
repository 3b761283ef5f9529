package io.miniredis.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
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

    /** Everybody at work, until it is closed. */
    private static final class Crew implements AutoCloseable {

        /** Between two steps of one person; only so that the processors are left something for the services. */
        private static final Duration BREATH = Duration.ofMillis(100);

        private static final int STEPS = 3;

        private final List<AccountWork> works;
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final List<Future<?>> running = new ArrayList<>();
        private volatile boolean over;

        Crew(List<AccountWork> works) {
            this.works = works;
            works.forEach(it -> running.add(threads.submit(() -> work(it))));
        }

        private void work(AccountWork work) {
            while (!over) {
                work.step();
                LockSupport.parkNanos(BREATH.toNanos());
            }
        }

        /** Until everybody was told of a few more things that they are done. */
        void awaitProgress() {
            for (var i = 0; i < works.size(); i++) {
                var work = works.get(i);
                var thread = running.get(i);
                var wanted = work.acknowledged() + STEPS;
                await(work.getClass().getSimpleName())
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> work.acknowledged() >= wanted || thread.isDone());
                // throws what ended it
                if (thread.isDone()) thread.resultNow();
            }
        }

        @Override
        public void close() {
            over = true;
            threads.close();
            running.forEach(Future::resultNow);
        }
    }
}
