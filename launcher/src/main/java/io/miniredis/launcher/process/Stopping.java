package io.miniredis.launcher.process;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a process: asked first, forced when it does not listen. */
public final class Stopping {

    private Stopping() {}

    /** @return false when it had to be forced */
    public static boolean stop(ProcessHandle process, Duration patience) {
        process.destroy();
        if (ends(process, patience)) return true;
        process.destroyForcibly();
        ends(process, Duration.ofSeconds(5));
        return false;
    }

    public static boolean ends(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (ExecutionException exception) {
            return !process.isAlive();
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
