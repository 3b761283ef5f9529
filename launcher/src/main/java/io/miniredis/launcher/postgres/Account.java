package io.miniredis.launcher.postgres;

import io.miniredis.launcher.process.LaunchFailure;
import io.miniredis.launcher.process.Shell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Under which account the server runs; it refuses to run as root.
 *
 * @param prefix the command before the server's command; that command replaces itself by the server's
 * @param owner  who must own its files, as chown takes it
 */
record Account(List<String> prefix, String owner) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    List<String> run(List<String> command) {
        var all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }

    /** Gives a folder or file and all in it to the account. */
    void own(Path path) {
        if (prefix.isEmpty()) return;
        var given = Shell.run(List.of("chown", "-R", owner, path.toString()), Duration.ofMinutes(1));
        if (!given.succeeded())
            throw new LaunchFailure("cannot give %s to PostgreSQL: %s".formatted(path, given.output()));
    }

    /**
     * The account of whoever started this; for root an unprivileged user that can reach the folders; where none can (a home folder that
     * is closed to others), root without its privileges in a user namespace.
     *
     * @param binaries the server's programs, which it must be able to run
     * @param data     the parent of its data folder, through which it must be able to pass
     */
    static Account choose(Path binaries, Path data) {
        if (!idOf("-u").equals("0")) return new Account(List.of(), "");
        return Stream.of("postgres", "nobody")
                .flatMap(user -> unprivileged(user).stream())
                .filter(it -> it.reaches(binaries, data))
                .findFirst()
                .or(() -> Optional.of(new Account(List.of("unshare", "-U"), "0:0"))
                        .filter(it -> it.reaches(binaries, data)))
                .orElseThrow(
                        () -> new LaunchFailure(
                                "PostgreSQL does not run as root, and no other user reaches %s: run ./miniredis as a normal user, "
                                                .formatted(data)
                                        + "or set MINIREDIS_HOME to a folder outside of closed ones, such as /var/lib/miniredis"));
    }

    private static Optional<Account> unprivileged(String user) {
        var uid = idOf("-u", user);
        var gid = idOf("-g", user);
        if (uid.isEmpty() || gid.isEmpty() || Shell.onPath("setpriv").isEmpty()) return Optional.empty();
        var prefix = List.of(
                "setpriv",
                "--reuid=" + uid,
                "--regid=" + gid,
                "--clear-groups",
                "--no-new-privs",
                "--bounding-set=-all",
                "--inh-caps=-all");
        return Optional.of(new Account(prefix, uid + ":" + gid));
    }

    private boolean reaches(Path binaries, Path data) {
        return Shell.run(
                        run(List.of(
                                "sh",
                                "-c",
                                "\"$0\" --version >/dev/null && test -x \"$1\"",
                                binaries.resolve("bin/postgres").toString(),
                                data.toString())),
                        PATIENCE)
                .succeeded();
    }

    private static String idOf(String... arguments) {
        var command = new ArrayList<>(List.of("id"));
        command.addAll(List.of(arguments));
        var answer = Shell.run(command, PATIENCE);
        return answer.succeeded() ? answer.output() : "";
    }
}
