package io.miniredis.nodemanager.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The line of {@code /proc/{pid}/stat} that says what a process is; see proc_pid_stat(5). */
record ProcessStat(char state, long cpuTicks, long startTicks) {

    static Optional<ProcessStat> of(long pid) {
        try {
            return Optional.of(parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat"))));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** The second field is the program's name in brackets, and may itself hold blanks and brackets. */
    static ProcessStat parse(String line) {
        var fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        return new ProcessStat(
                fields[0].charAt(0),
                Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
                Long.parseLong(fields[19]));
    }

    boolean isRunning() {
        return state != 'Z' && state != 'X';
    }

    EngineProcess.Activity activity() {
        return new EngineProcess.Activity(cpuTicks, state == 'T' || state == 't', state == 'D');
    }
}
