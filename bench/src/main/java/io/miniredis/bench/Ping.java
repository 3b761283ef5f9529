package io.miniredis.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for an engine's first PONG as closely as it can be done: a new connection every 200 µs until one is answered. */
final class Ping {

    private static final long RETRY_NANOS = Duration.ofNanos(200_000).toNanos();
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Ping() {}

    /** Returns when the engine on this port has answered PING to this user. */
    static void await(int port, String user, String password) {
        var end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < end) {
            if (answers(port, user, password)) return;
            LockSupport.parkNanos(RETRY_NANOS);
        }
        throw new IllegalStateException("no PONG from port " + port + " in " + LONGEST);
    }

    static boolean answers(int port, String user, String password) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(1000);
            socket.getOutputStream()
                    .write(("AUTH " + user + " " + password + "\r\nPING\r\n").getBytes(StandardCharsets.US_ASCII));
            var answer = new byte[64];
            var length = 0;
            while (length < "+OK\r\n+PONG\r\n".length()) {
                var got = socket.getInputStream().read(answer, length, answer.length - length);
                if (got < 0) return false;
                length += got;
                if (answer[0] == '-') return false;
            }
            return new String(answer, 0, length, StandardCharsets.US_ASCII).endsWith("+PONG\r\n");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The engine's run id, which is new with each start; empty when it does not answer. */
    static String runId(int port, String user, String password) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            socket.setSoTimeout(1000);
            socket.getOutputStream()
                    .write(("AUTH " + user + " " + password + "\r\nINFO server\r\nQUIT\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.lines()
                    .filter(it -> it.startsWith("run_id:"))
                    .findFirst()
                    .orElse("");
        } catch (IOException notYet) {
            return "";
        }
    }

    /** Returns when another engine than the one with this run id answers on this port. */
    static void awaitOther(int port, String user, String password, String runId) {
        var end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < end) {
            var now = runId(port, user, password);
            if (!now.isEmpty() && !now.equals(runId)) return;
            LockSupport.parkNanos(RETRY_NANOS);
        }
        throw new IllegalStateException("no new engine on port " + port + " in " + LONGEST);
    }

    static int freePort() {
        try (var socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
