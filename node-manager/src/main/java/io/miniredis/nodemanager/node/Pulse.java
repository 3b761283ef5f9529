package io.miniredis.nodemanager.node;

import io.miniredis.nodemanager.connection.AdminConnection;
import io.miniredis.nodemanager.runtime.EngineProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Tells an engine that is hung from one that is busy. Silence alone says nothing: a long script, a giant KEYS, a fork and a slow disk
 * all keep an engine from answering. Hung is one that does not answer and whose process did nothing, or could not, all the while.
 */
final class Pulse {

    enum Health {
        /** It answered the last question. */
        WELL,
        /** It has not answered yet, for no longer than is usual. */
        UNKNOWN,
        /** It does not answer, and works. */
        BUSY,
        /** It does not answer, and does nothing. */
        HUNG
    }

    /** An engine that is well answers within this, so that nothing else is asked of one that is not. */
    private static final Duration AT_ONCE = Duration.ofMillis(100);

    private final EngineProcess process;
    private final Duration patience;
    private @Nullable Asked asked;
    private @Nullable Vitals vitals;
    private long silentSince;
    private EngineProcess.Activity before;
    private long lookedAt;
    private long hungSince;
    private long killsWhenAsked;
    private long killsOutlived;

    private record Asked(AdminConnection admin, CompletableFuture<@Nullable Object> reply) {}

    /** @param patience how long an answer may take before the process is looked at */
    Pulse(EngineProcess process, Duration patience) {
        this.process = process;
        this.patience = patience;
        this.before = process.activity();
        this.killsOutlived = process.memoryKills();
    }

    /** Asks, unless the last question is still open, and looks at the process while there is no answer. */
    Health check(AdminConnection admin) {
        var open = asked;
        if (open == null || open.admin() != admin) {
            open = ask(admin);
            awaitAnswer(open.reply());
        }
        if (!open.reply().isDone()) return look();
        asked = null;
        calm();
        keep(open.reply());
        return Health.WELL;
    }

    private Asked ask(AdminConnection admin) {
        begin();
        killsWhenAsked = process.memoryKills();
        var question = new Asked(admin, admin.send(Vitals.QUESTION));
        asked = question;
        return question;
    }

    private static void awaitAnswer(CompletableFuture<@Nullable Object> reply) {
        try {
            reply.get(AT_ONCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException notNow) {
            // what is made of that is decided by whether it is done
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks at the process alone, as long as there is no connection. */
    Health checkWithoutConnection() {
        asked = null;
        if (silentSince == 0) {
            begin();
            return Health.UNKNOWN;
        }
        return look();
    }

    /** How long it has been hung; zero when it is not. */
    Duration hungFor() {
        return hungSince == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - hungSince);
    }

    /**
     * Whether the system ended a process of its node for want of memory since it was last known to run. Those that it answered after
     * were children that saved.
     */
    boolean memoryWasUsedUp() {
        return process.memoryKills() > killsOutlived;
    }

    /** What it said last. */
    Optional<Vitals> vitals() {
        return Optional.ofNullable(vitals);
    }

    /** It showed that it is well by other means; what comes after is a new silence. */
    void calm() {
        silentSince = 0;
        hungSince = 0;
    }

    private void begin() {
        silentSince = System.nanoTime();
        lookedAt = silentSince;
        hungSince = 0;
        before = process.activity();
    }

    private Health look() {
        var now = System.nanoTime();
        if (now - lookedAt < patience.toNanos()) return hungSince == 0 ? Health.UNKNOWN : Health.HUNG;
        var activity = process.activity();
        var idle = activity.isIdleSince(before);
        before = activity;
        lookedAt = now;
        if (!idle) {
            hungSince = 0;
            return Health.BUSY;
        }
        if (hungSince == 0) hungSince = now;
        return Health.HUNG;
    }

    private void keep(CompletableFuture<@Nullable Object> reply) {
        if (!reply.isCompletedExceptionally() && reply.resultNow() instanceof byte[] text) {
            killsOutlived = killsWhenAsked;
            vitals = Vitals.of(new String(text, StandardCharsets.UTF_8));
        }
    }
}
