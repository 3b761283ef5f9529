package io.miniredis.launcher.stack;

import io.miniredis.launcher.process.LaunchFailure;
import io.miniredis.launcher.process.Shell;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sees before the start whether somebody else has a port. */
public final class PortCheck {

    private static final String LISTENING = "0A";

    private PortCheck() {}

    /** @throws LaunchFailure naming the port, who wants it, who has it and the variable that moves it */
    public static void requireFree(int port, String part, String variable) {
        if (isFree(port)) return;
        throw new LaunchFailure("port %d, which %s needs, is taken%s: end that program or set %s to another port"
                .formatted(port, part, holder(port).map(it -> " by " + it).orElse(""), variable));
    }

    public static boolean isFree(int port) {
        return canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                && canBind(new InetSocketAddress(port));
    }

    private static boolean canBind(InetSocketAddress address) {
        try (var socket = new ServerSocket()) {
            // connections that linger from the last run do not hold the port
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (BindException taken) {
            return false;
        } catch (IOException exception) {
            return true;
        }
    }

    /** The process that listens there, as "name (pid 12)"; nothing where the system does not tell. */
    static Optional<String> holder(int port) {
        return pidFromProc(port)
                .or(() -> pidFromLsof(port))
                .map(pid -> ProcessHandle.of(pid)
                        .flatMap(it -> it.info().command())
                        .map(command -> "%s (pid %d)".formatted(Path.of(command).getFileName(), pid))
                        .orElse("pid " + pid));
    }

    private static Optional<Long> pidFromLsof(int port) {
        var found = Shell.run(List.of("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN"), Duration.ofSeconds(3));
        return found.succeeded() ? found.output().lines().findFirst().map(Long::valueOf) : Optional.empty();
    }

    private static Optional<Long> pidFromProc(int port) {
        var sockets = Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(it -> linesOf(Path.of(it)))
                .map(line -> line.strip().split("\\s+"))
                .filter(it -> it.length > 9 && it[3].equals(LISTENING) && it[1].endsWith(":%04X".formatted(port)))
                .map(it -> "socket:[" + it[9] + "]")
                .collect(Collectors.toSet());
        if (sockets.isEmpty()) return Optional.empty();
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> holds(pid, sockets))
                .findFirst();
    }

    private static boolean holds(long pid, Set<String> sockets) {
        try (var open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return open.anyMatch(it -> {
                try {
                    return sockets.contains(Files.readSymbolicLink(it).toString());
                } catch (IOException closedMeanwhile) {
                    return false;
                }
            });
        } catch (IOException notOurs) {
            return false;
        }
    }

    private static Stream<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException notLinux) {
            return Stream.empty();
        }
    }
}
