package io.miniredis.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;

/** What processes cost, as the kernel counts it; see proc(5). A process that has ended costs nothing. */
final class ProcessCost {

    /** Linux shows times to programs in hundredths of a second, whatever its own clock is. */
    static final long TICK_MILLIS = 10;

    private static final int UTIME = 11;
    private static final int STIME = 12;
    private static final int START = 19;

    private ProcessCost() {}

    /** Processor time that these have used so far, in milliseconds. */
    static long cpuMillis(Collection<Long> pids) {
        return pids.stream()
                        .mapToLong(it -> field(it, UTIME) + field(it, STIME))
                        .sum()
                * TICK_MILLIS;
    }

    /** When the process began, in milliseconds since boot, to 10 ms. */
    static long beganAtMillis(long pid) {
        return field(pid, START) * TICK_MILLIS;
    }

    /** Milliseconds since boot. */
    static long uptimeMillis() {
        try {
            return (long) (Double.parseDouble(
                            Files.readString(Path.of("/proc/uptime")).split(" ", 2)[0])
                    * 1000);
        } catch (IOException exception) {
            throw new java.io.UncheckedIOException(exception);
        }
    }

    /** Share of one core that these use while nothing is asked of anybody, in percent. */
    static double idlePercent(Collection<Long> pids, Duration watched) {
        var before = cpuMillis(pids);
        var began = System.nanoTime();
        sleep(watched);
        return (cpuMillis(pids) - before) * 1e8 / (System.nanoTime() - began);
    }

    static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }

    /** Memory in KiB, shared pages counted by share. */
    static long pssKib(Collection<Long> pids) {
        return pids.stream().mapToLong(ProcessCost::pssKib).sum();
    }

    static long pssKib(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "smaps_rollup")).stream()
                    .filter(it -> it.startsWith("Pss:"))
                    .mapToLong(it -> Long.parseLong(it.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException goneMeanwhile) {
            return 0;
        }
    }

    private static long field(long pid, int index) {
        try {
            var line = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            return Long.parseLong(line.substring(line.lastIndexOf(')') + 2).split(" ", -1)[index]);
        } catch (IOException goneMeanwhile) {
            return 0;
        }
    }
}
