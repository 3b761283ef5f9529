package io.miniredis.launcher.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what sends no event: a port that answers, another process's file. */
public final class Poll {

    private static final Duration EVERY = Duration.ofMillis(100);

    private Poll() {}

    /** @return whether the condition came true within the time; an interrupt ends the wait and stays set */
    public static boolean until(BooleanSupplier condition, Duration longest) {
        var deadline = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) return false;
            LockSupport.parkNanos(EVERY.toNanos());
        }
        return true;
    }
}
