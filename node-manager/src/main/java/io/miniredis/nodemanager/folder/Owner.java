package io.miniredis.nodemanager.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A user of the system together with a group of the same number, by number: no such user has to be known to the system.
 *
 * @param uid user id
 * @param gid group id
 */
public record Owner(int uid, int gid) {

    private static final int ROOT = 0;

    /** The user that this process runs as; see proc_pid_status(5). The owner of {@code /proc/self} tells nothing: it is a link of root's. */
    public static Owner ofThisProcess() {
        try {
            var status = Files.readString(Path.of("/proc/self/status"));
            return new Owner(effective(status, "Uid"), effective(status, "Gid"));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** The second of the four ids in such a line. */
    private static int effective(String status, String line) {
        var ids = Pattern.compile("(?m)^" + line + ":\\s+\\d+\\s+(\\d+)").matcher(status);
        if (!ids.find()) throw new IllegalStateException("/proc/self/status has no line " + line);
        return Integer.parseInt(ids.group(1));
    }

    static Owner of(Path file) throws IOException {
        return new Owner(number(file, "unix:uid"), number(file, "unix:gid"));
    }

    private static int number(Path file, String attribute) throws IOException {
        return (Integer) Objects.requireNonNull(Files.getAttribute(file, attribute, LinkOption.NOFOLLOW_LINKS));
    }

    public boolean isRoot() {
        return uid == ROOT;
    }

    /** Makes the file this owner's, if it is not. A link is changed itself, never what it points to: a tenant may have made it. */
    void take(Path file) throws IOException {
        var now = of(file);
        if (now.uid != uid) Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        if (now.gid != gid) Files.setAttribute(file, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    }
}
