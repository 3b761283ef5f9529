package io.miniredis.nodemanager.runtime;

import io.miniredis.nodemanager.folder.DataFolder;
import io.miniredis.nodemanager.folder.Owner;
import io.miniredis.nodemanager.folder.StartRefused;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what the system lets us do to an engine, by doing it to a harmless program. Containers, security modules and old kernels
 * forbid this or that in many ways, and none of them says so beforehand.
 */
final class IsolationProbe {

    private static final Logger log = LoggerFactory.getLogger(IsolationProbe.class);
    /** Any node's would do; the folder of this one is not there. */
    private static final String NODE = "nd_probe0000";

    private final DataFolder data;
    private final Path setsid;
    private final Path setpriv;
    private final Path program;
    private final IsolationProperties properties;

    IsolationProbe(DataFolder data, Path setsid, Path setpriv, Path program, IsolationProperties properties) {
        this.data = data;
        this.setsid = setsid;
        this.setpriv = setpriv;
        this.program = program;
        this.properties = properties;
    }

    Isolation decide() throws IOException {
        forbidCoreDumps();
        var chosen = choose(candidates());
        data.letThrough(chosen.contains(Restraint.UID));
        var groups = properties.cgroups() ? MemoryGroups.find(data.nodesPath()) : Optional.<MemoryGroups>empty();
        var isolation = new Isolation(data, chain(chosen), properties.uidBase(), groups, canLimit(chosen));
        log.info(
                "engines are kept apart by: {}{}",
                isolation,
                groups.map(it -> " in " + it).orElse(""));
        return isolation;
    }

    private Set<Restraint> candidates() throws IOException {
        var candidates = EnumSet.of(Restraint.NO_NEW_PRIVILEGES, Restraint.NO_CAPABILITIES, Restraint.LANDLOCK);
        if (wantsUids()) candidates.add(Restraint.UID);
        return candidates;
    }

    private boolean wantsUids() throws IOException {
        if (!Owner.ofThisProcess().isRoot() || properties.uidBase() == 0) return false;
        var barrier = data.barrier();
        barrier.ifPresent(it -> log.warn(
                "engines run as root: users of their own could not get through {} to MINIREDIS_DATA_DIR. Choose a data folder that others can reach, or chmod o+x {}",
                it,
                it));
        return barrier.isEmpty();
    }

    /** All at once where that works; without the newest, which is most often what is missing; else what works together, one by one. */
    private Set<Restraint> choose(Set<Restraint> candidates) {
        if (works(candidates)) return candidates;
        candidates.remove(Restraint.LANDLOCK);
        if (works(candidates)) return candidates;
        var chosen = Isolation.none();
        for (var candidate : candidates) {
            chosen.add(candidate);
            if (works(chosen)) continue;
            chosen.remove(candidate);
            log.info("the system does not let engines have {}", candidate.word());
        }
        return chosen;
    }

    /** Whether a program in the box runs, and we see it there, as we must to find engines again; and whether the engine is one. */
    private boolean works(Set<Restraint> restraints) {
        return inTheBox(restraints, IsolationProbe::seesItsFolder) && runsEngine(restraints);
    }

    private static boolean seesItsFolder(long pid) {
        return Files.isDirectory(Path.of("/proc", Long.toString(pid), "cwd"));
    }

    /** To limit another user takes CAP_SYS_RESOURCE, which root has not everywhere. */
    private boolean canLimit(Set<Restraint> restraints) {
        return inTheBox(restraints, pid -> ProcessLimits.set(pid, ProcessLimits.Resource.DATA, 1L << 40));
    }

    /** Whether {@code check} is true of a program that runs in the box; its echo says that it is past all that leads there. */
    private boolean inTheBox(Set<Restraint> restraints, LongPredicate check) {
        try {
            var cat = new ProcessBuilder(command(restraints, "cat"))
                    .directory(new File("/"))
                    .redirectError(Redirect.DISCARD)
                    .start();
            try (var in = cat.getInputStream();
                    var out = cat.getOutputStream()) {
                out.write("ready\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                return in.read() == 'r' && check.test(cat.pid());
            } finally {
                cat.destroyForcibly();
            }
        } catch (IOException refused) {
            return false;
        }
    }

    private boolean runsEngine(Set<Restraint> restraints) {
        try {
            var engine = new ProcessBuilder(command(restraints, program.toString(), "--version"))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return engine.waitFor(5, TimeUnit.SECONDS) && engine.exitValue() == 0;
        } catch (IOException refused) {
            return false;
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<String> command(Set<Restraint> restraints, String... command) {
        var someone = new Owner(Math.max(1, properties.uidBase()), Math.max(1, properties.uidBase()));
        var chain = chain(restraints);
        return chain.session(chain.box(data.node(NODE), data.socket(0), someone, List.of(command)));
    }

    private Chain chain(Set<Restraint> restraints) {
        return new Chain(setsid, setpriv, program, Set.copyOf(restraints));
    }

    /** A core dump would hold tenants' data. Engines inherit our limit, so that it is set once and costs no start any time. */
    private static void forbidCoreDumps() {
        if (ProcessLimits.forbid(ProcessLimits.Resource.CORE)) return;
        throw new StartRefused("Core dumps cannot be switched off: the system does not let us limit ourselves.");
    }
}
