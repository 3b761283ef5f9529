package io.miniredis.nodemanager.runtime;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
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

    private static final MethodHandle prlimit = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("prlimit"),
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

    private ProcessLimits() {}

    /**
     * Sets the soft and the hard limit, as far as we may raise the hard one.
     *
     * @return false where the process has ended or the system does not let us
     */
    static boolean set(long pid, Resource resource, long value) {
        try (var arena = Arena.ofConfined()) {
            var limit = arena.allocate(JAVA_LONG, 2);
            if (call(pid, resource, MemorySegment.NULL, limit) != 0) return false;
            var hard = limit.getAtIndex(JAVA_LONG, 1);
            if (fill(limit, value) && call(pid, resource, limit, MemorySegment.NULL) == 0) return true;
            // unsigned, because "no limit" is the highest number
            return Long.compareUnsigned(hard, value) < 0
                    && fill(limit, hard)
                    && call(pid, resource, limit, MemorySegment.NULL) == 0;
        }
    }

    private static boolean fill(MemorySegment limit, long value) {
        limit.setAtIndex(JAVA_LONG, 0, value);
        limit.setAtIndex(JAVA_LONG, 1, value);
        return true;
    }

    private static int call(long pid, Resource resource, MemorySegment wanted, MemorySegment old) {
        try {
            return (int) prlimit.invokeExact((int) pid, resource.number, wanted, old);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
