package io.miniredis.nodemanager.runtime;

import io.miniredis.nodemanager.folder.NodeFolder;
import io.miniredis.nodemanager.folder.Owner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The programs of util-linux that turn into the engine, one after the other, each giving up something. There is no shell among them,
 * and no more than these two: each costs a start about a millisecond. {@code setsid} is only there where the {@link Spawner} makes no
 * session by itself.
 *
 * @param program of the engine, whose folder it may read
 */
record Chain(Path setsid, Path setpriv, Path program, Set<Restraint> restraints) {

    private static final String READ = "execute,read-file,read-dir";
    private static final String OWN =
            "read-file,write-file,read-dir,remove-file,remove-dir,make-reg,make-dir,refer,truncate";
    /** What programs need to run at all. The platform's own secrets and other nodes are not in it. */
    private static final List<Path> SYSTEM = Stream.of(
                    "/usr", "/lib", "/lib64", "/bin", "/etc", "/dev", "/proc", "/sys")
            .map(Path::of)
            .toList();

    /**
     * The command that runs {@code command} in the node's box.
     *
     * @param socketFolder where the engine makes its socket
     */
    List<String> box(NodeFolder node, Path socketFolder, Owner owner, List<String> command) {
        var flags = flags(node, socketFolder, owner);
        return flags.isEmpty() ? command : join(join(List.of(setpriv.toString()), flags), command);
    }

    /** The command that runs {@code command} as the leader of a session of its own, for those who cannot start it as one. */
    List<String> session(List<String> command) {
        return join(List.of(setsid.toString()), command);
    }

    private static List<String> join(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private List<String> flags(NodeFolder node, Path socketFolder, Owner owner) {
        var flags = new ArrayList<String>();
        if (restraints.contains(Restraint.UID)) {
            flags.addAll(List.of("--reuid=" + owner.uid(), "--regid=" + owner.gid(), "--clear-groups"));
        }
        if (restraints.contains(Restraint.NO_NEW_PRIVILEGES)) flags.add("--no-new-privs");
        if (restraints.contains(Restraint.NO_CAPABILITIES)) {
            flags.add("--inh-caps=-all");
            // a user without capabilities may not take itself what it does not have
            if (Owner.ofThisProcess().isRoot()) flags.add("--bounding-set=-all");
        }
        if (restraints.contains(Restraint.LANDLOCK)) flags.addAll(landlock(node, socketFolder));
        return flags;
    }

    private List<String> landlock(NodeFolder node, Path socketFolder) {
        var flags = new ArrayList<>(List.of("--landlock-access", "fs"));
        var programs = program.getParent() == null
                ? SYSTEM
                : Stream.concat(SYSTEM.stream(), Stream.of(program.getParent())).toList();
        programs.forEach(it -> rule(flags, READ, it));
        // the engine tells the kernel whom to end first, itself or its saving child
        rule(flags, "write-file", Path.of("/proc"));
        rule(flags, "write-file", Path.of("/dev/null"));
        for (var own : List.of(node.config(), node.users())) rule(flags, "read-file", own);
        rule(flags, "read-file,read-dir", node.certificates());
        rule(flags, "write-file,truncate", node.log());
        rule(flags, OWN, node.data());
        rule(flags, "make-sock,remove-file,read-dir", socketFolder);
        return flags;
    }

    private static void rule(List<String> flags, String rights, Path path) {
        if (Files.exists(path)) flags.addAll(List.of("--landlock-rule", "path-beneath:" + rights + ":" + path));
    }
}
