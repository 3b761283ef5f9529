package io.miniredis.nodemanager.runtime;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Resource limits of other processes, set by prlimit(2) after their start: a program that does it in between was measured to cost each
 * start about a millisecond.
 */
final class ProcessLimits {

    /** The resources, by the numbers that Linux gives them on x86 and ARM. */
    enum Resource {
        DATA(2),
        CORE(4),
        PROCESSES(6),
        DESCRIPTORS(7);

        private final int number;

        Resource(int number) {
            this.number = number;
        }
    }

    private static final MethodHandle prlimit = Libc.function("prlimit", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);

    private ProcessLimits() {}

    /**
     * Sets the soft limit, as high as the hard one lets us. The hard one stays: without privileges nobody could raise it again, and a
     * larger plan needs more.
     *
     * @return false where the process has ended or the system does not let us
     */
    static boolean set(long pid, Resource resource, long value) {
        try (var arena = Arena.ofConfined()) {
            var limit = arena.allocate(JAVA_LONG, 2);
            if (call(pid, resource, MemorySegment.NULL, limit) != 0) return false;
            // unsigned, because "no limit" is the highest number
            if (Long.compareUnsigned(value, limit.getAtIndex(JAVA_LONG, 1)) > 0) value = limit.getAtIndex(JAVA_LONG, 1);
            limit.setAtIndex(JAVA_LONG, 0, value);
            return call(pid, resource, limit, MemorySegment.NULL) == 0;
        }
    }

    /** Sets both limits to zero, for good and for every process that this one starts. */
    static boolean forbid(Resource resource) {
        try (var arena = Arena.ofConfined()) {
            var nothing = arena.allocate(JAVA_LONG, 2);
            return call(ProcessHandle.current().pid(), resource, nothing, MemorySegment.NULL) == 0;
        }
    }

    private static int call(long pid, Resource resource, MemorySegment wanted, MemorySegment old) {
        try {
            return (int) prlimit.invokeExact((int) pid, resource.number, wanted, old);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
