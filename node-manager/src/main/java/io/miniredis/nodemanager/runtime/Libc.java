package io.miniredis.nodemanager.runtime;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/** Functions of the C library, named as there, which answer with 0 or an error's number unless their manual says otherwise. */
final class Libc {

    private static final Linker linker = Linker.nativeLinker();

    private Libc() {}

    /** @throws java.util.NoSuchElementException where the C library has no such function */
    static MethodHandle function(String name, MemoryLayout... arguments) {
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
    }

    /** A call of the system's that the C library may have no function for yet; see syscall(2). */
    static MethodHandle systemCall(MemoryLayout... arguments) {
        var all = new MemoryLayout[arguments.length + 1];
        all[0] = JAVA_LONG;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("syscall"),
                FunctionDescriptor.of(JAVA_LONG, all),
                Linker.Option.firstVariadicArg(1));
    }

    /** What an error's number means, such as {@code no such file or directory}. */
    static String describe(int error) {
        try {
            var strerror = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));
            var text = (MemorySegment) strerror.invokeExact(error);
            return text.reinterpret(256).getString(0).toLowerCase(Locale.ROOT);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
