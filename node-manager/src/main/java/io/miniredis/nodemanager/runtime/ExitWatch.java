package io.miniredis.nodemanager.runtime;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Learns of the ends of our children, and takes them from the process table, with one thread for all of them: it waits for their
 * descriptors (pidfd_open(2)) in one epoll(7).
 */
final class ExitWatch implements Runnable {

    /** The same number on every architecture. */
    private static final long PIDFD_OPEN = 434;

    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int ADD = 1;
    private static final int READABLE = 1;
    private static final int AT_ONCE = 64;
    /** A signal to us may end a wait early; a child that is still not there then was taken by the system itself. */
    private static final int INTERRUPTIONS = 100;

    private static final int SIGNAL = 0x7f;
    private static final int SIGNALLED = 128;

    /** {@code struct epoll_event} is packed on x86 alone; its second member begins here. */
    private static final long DATA_OFFSET = System.getProperty("os.arch").equals("amd64") ? 4 : 8;

    private static final long EVENT_BYTES = DATA_OFFSET + 8;

    private final MethodHandle pidfdOpen = Libc.systemCall(JAVA_INT, JAVA_INT);
    private final MethodHandle control = Libc.function("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
    private final MethodHandle await = Libc.function("epoll_wait", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private final MethodHandle waitpid = Libc.function("waitpid", JAVA_INT, ADDRESS, JAVA_INT);
    private final MethodHandle close = Libc.function("close", JAVA_INT);

    private final int epoll;
    private final Map<Integer, Watched> children = new ConcurrentHashMap<>();

    private record Watched(int descriptor, CompletableFuture<Integer> exit) {}

    private ExitWatch(int epoll) {
        this.epoll = epoll;
    }

    /** @throws IOException when the system has no descriptor left */
    static ExitWatch start() throws IOException {
        try {
            var epoll = (int) Libc.function("epoll_create1", JAVA_INT).invokeExact(CLOSE_ON_EXEC);
            if (epoll < 0) throw new IOException("the system gives no epoll");
            var watch = new ExitWatch(epoll);
            Thread.ofPlatform().daemon().name("exits").start(watch);
            return watch;
        } catch (IOException refused) {
            throw refused;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** How a child of ours ends: its exit code, or 128 and a signal's number. */
    CompletableFuture<Integer> of(int pid) {
        var exit = new CompletableFuture<Integer>();
        try (var arena = Arena.ofConfined()) {
            var descriptor = (int) (long) pidfdOpen.invokeExact(PIDFD_OPEN, pid, 0);
            if (descriptor >= 0) {
                children.put(pid, new Watched(descriptor, exit));
                var event = arena.allocate(EVENT_BYTES, 8);
                event.set(JAVA_INT_UNALIGNED, 0, READABLE);
                event.set(JAVA_LONG_UNALIGNED, DATA_OFFSET, pid);
                if ((int) control.invokeExact(epoll, ADD, descriptor, event) == 0) return exit;
                children.remove(pid);
                var ignored = (int) close.invokeExact(descriptor);
            }
            // a system without such descriptors, or without one to spare
            Thread.ofPlatform().daemon().name("exit-" + pid).start(() -> reap(pid, exit));
            return exit;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void run() {
        var events = Arena.global().allocate(EVENT_BYTES * AT_ONCE, 8);
        while (true) {
            var ended = await(events);
            for (var i = 0; i < ended; i++) bury((int) events.get(JAVA_LONG_UNALIGNED, i * EVENT_BYTES + DATA_OFFSET));
        }
    }

    /** @return how many events there are; none when a signal came in between */
    private int await(MemorySegment events) {
        try {
            return (int) await.invokeExact(epoll, events, AT_ONCE, -1);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void bury(int pid) {
        var child = children.remove(pid);
        if (child == null) return;
        try {
            // closed first: once reaped, its number may be another child's
            var ignored = (int) close.invokeExact(child.descriptor());
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
        reap(pid, child.exit());
    }

    /** Waits until the child has ended, and takes it from the process table. */
    private void reap(int pid, CompletableFuture<Integer> exit) {
        try (var arena = Arena.ofConfined()) {
            var status = arena.allocate(JAVA_INT);
            for (var i = 0; i < INTERRUPTIONS; i++) {
                if ((int) waitpid.invokeExact(pid, status, 0) != pid) continue;
                exit.complete(code(status.get(JAVA_INT, 0)));
                return;
            }
            exit.completeExceptionally(new IOException("the system did not keep how process " + pid + " ended"));
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** See wait(2): the low seven bits are a signal's number, or 0 where the next eight are an exit code. */
    static int code(int status) {
        var signal = status & SIGNAL;
        return signal == 0 ? status >> 8 & 0xff : SIGNALLED + signal;
    }
}
