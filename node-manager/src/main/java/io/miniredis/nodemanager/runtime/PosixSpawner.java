package io.miniredis.nodemanager.runtime;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Starts programs by posix_spawn(3). The JDK gets there by way of a helper program, needs {@code setsid} for a session, and keeps a
 * thread for each child; docs/performance.md has what that costs.
 */
final class PosixSpawner implements Spawner {

    /** What a program starts with, by glibc's numbers: no signal ignored or blocked by us, and a session of its own. */
    private static final short DEFAULT_SIGNALS = 0x04, NO_BLOCKED_SIGNALS = 0x08, OWN_SESSION = 0x80;

    /** Of open(2), by Linux' numbers on x86 and ARM. */
    private static final int READ = 0, WRITE = 1, CREATE = 0x40, APPEND = 0x400;

    private static final int INPUT = 0, OUTPUT = 1, ERRORS = 2;
    private static final int OWNER_ALONE = 0600;
    /** The largest of glibc's structures that are needed here has 336. */
    private static final long STRUCTURE_BYTES = 512;

    private final MethodHandle init = Libc.function("posix_spawn_file_actions_init", ADDRESS);
    private final MethodHandle destroy = Libc.function("posix_spawn_file_actions_destroy", ADDRESS);
    private final MethodHandle open =
            Libc.function("posix_spawn_file_actions_addopen", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private final MethodHandle duplicate =
            Libc.function("posix_spawn_file_actions_adddup2", ADDRESS, JAVA_INT, JAVA_INT);
    private final MethodHandle closeFrom = Libc.function("posix_spawn_file_actions_addclosefrom_np", ADDRESS, JAVA_INT);
    private final MethodHandle enter = Libc.function("posix_spawn_file_actions_addchdir_np", ADDRESS, ADDRESS);
    private final MethodHandle spawn =
            Libc.function("posix_spawn", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);

    private final MemorySegment attributes;
    private final ExitWatch exits;

    private PosixSpawner(ExitWatch exits) throws Throwable {
        this.exits = exits;
        this.attributes = attributes();
    }

    /** Nothing where the system lacks what it takes: Linux with glibc 2.34 has it; macOS and musl have not. */
    static Optional<PosixSpawner> find() {
        if (!System.getProperty("os.name").equals("Linux")) return Optional.empty();
        try {
            return Optional.of(new PosixSpawner(ExitWatch.start()));
        } catch (NoSuchElementException | IOException missing) {
            return Optional.empty();
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static MemorySegment attributes() throws Throwable {
        var attributes = Arena.global().allocate(STRUCTURE_BYTES);
        check((int) Libc.function("posix_spawnattr_init", ADDRESS).invokeExact(attributes));
        var signals = Arena.global().allocate(STRUCTURE_BYTES);
        check((int) Libc.function("sigfillset", ADDRESS).invokeExact(signals));
        check((int)
                Libc.function("posix_spawnattr_setsigdefault", ADDRESS, ADDRESS).invokeExact(attributes, signals));
        check((int) Libc.function("posix_spawnattr_setflags", ADDRESS, JAVA_SHORT)
                .invokeExact(attributes, (short) (DEFAULT_SIGNALS | NO_BLOCKED_SIGNALS | OWN_SESSION)));
        return attributes;
    }

    private static void check(int error) throws IOException {
        if (error != 0) throw new IOException(Libc.describe(error));
    }

    @Override
    public boolean makesSessions() {
        return true;
    }

    @Override
    public Child start(List<String> command, List<String> environment, Path folder, Path output) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var actions = arena.allocate(STRUCTURE_BYTES);
            check((int) init.invokeExact(actions));
            try {
                var in = arena.allocateFrom("/dev/null");
                var out = arena.allocateFrom(output.toString());
                var where = arena.allocateFrom(folder.toString());
                check((int) open.invokeExact(actions, INPUT, in, READ, 0));
                check((int) open.invokeExact(actions, OUTPUT, out, WRITE | CREATE | APPEND, OWNER_ALONE));
                check((int) duplicate.invokeExact(actions, OUTPUT, ERRORS));
                check((int) closeFrom.invokeExact(actions, ERRORS + 1));
                check((int) enter.invokeExact(actions, where));
                return spawn(arena, actions, command, environment);
            } finally {
                check((int) destroy.invokeExact(actions));
            }
        } catch (IOException refused) {
            throw new IOException(command.getFirst() + " cannot be started: " + refused.getMessage(), refused);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Child spawn(Arena arena, MemorySegment actions, List<String> command, List<String> environment)
            throws Throwable {
        var pid = arena.allocate(JAVA_INT);
        var program = arena.allocateFrom(command.getFirst());
        var arguments = strings(arena, command);
        var variables = strings(arena, environment);
        check((int) spawn.invokeExact(pid, program, actions, attributes, arguments, variables));
        var child = pid.get(JAVA_INT, 0);
        return new Child(child, exits.of(child));
    }

    /** Ends with a null pointer, as C wants it. */
    private static MemorySegment strings(Arena arena, List<String> all) {
        var pointers = arena.allocate(ADDRESS, all.size() + 1L);
        for (var i = 0; i < all.size(); i++) pointers.setAtIndex(ADDRESS, i, arena.allocateFrom(all.get(i)));
        return pointers;
    }
}
