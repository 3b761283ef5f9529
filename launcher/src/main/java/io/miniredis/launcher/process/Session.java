package io.miniredis.launcher.process;

import java.util.ArrayList;
import java.util.List;

/**
 * Starts a program in a session of its own, so that neither Ctrl-C in the terminal nor the end of its starter reaches it. The program
 * replaces the command that makes the session: its pid is the one that the starter sees.
 */
public final class Session {

    private Session() {}

    public static List<String> own(List<String> command) {
        var all = new ArrayList<>(prefix());
        all.addAll(command);
        return all;
    }

    private static List<String> prefix() {
        if (Shell.onPath("setsid").isPresent()) return List.of("setsid");
        // macOS has no setsid, but perl
        if (Shell.onPath("perl").isPresent()) {
            return List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec {$ARGV[0]} @ARGV or die", "--");
        }
        return List.of("nohup");
    }
}
