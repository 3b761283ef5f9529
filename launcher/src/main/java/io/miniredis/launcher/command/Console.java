package io.miniredis.launcher.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Progress on the terminal: what is being done, with seconds that count up where somebody watches. */
public final class Console {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean watched;

    /** @param watched whether the output is a terminal */
    public Console(PrintStream out, boolean watched) {
        this.out = out;
        this.watched = watched;
    }

    public void say(String line) {
        out.println((watched ? CLEAR_LINE : "") + line);
    }

    /** A line of progress that is done. */
    public void done(String what, Duration took) {
        say(line(what, took));
    }

    /** A line that the next one replaces; nothing where nobody watches. */
    public void passing(String what, Duration since) {
        if (!watched) return;
        out.print(CLEAR_LINE + "  %-44s %5.0f s".formatted(what, seconds(since)));
        out.flush();
    }

    /** Does something that takes its time and says so. */
    public <T> T step(String what, Callable<T> work) throws Exception {
        var began = System.nanoTime();
        var ended = new CountDownLatch(1);
        var ticker = watched ? Thread.ofVirtual().start(() -> tick(what, began, ended)) : null;
        try {
            return work.call();
        } finally {
            ended.countDown();
            if (ticker != null) ticker.join();
            done(what, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private void tick(String what, long began, CountDownLatch ended) {
        try {
            while (!ended.await(500, TimeUnit.MILLISECONDS)) {
                passing(what, Duration.ofNanos(System.nanoTime() - began));
            }
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
        }
    }

    private static String line(String what, Duration took) {
        return "  %-44s %5.1f s".formatted(what, seconds(took));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
