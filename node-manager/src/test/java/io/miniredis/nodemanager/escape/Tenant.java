package io.miniredis.nodemanager.escape;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A tenant's TCP connection that speaks RESP2, and may as well send what no client library would. */
final class Tenant implements AutoCloseable {

    /** What the engine answers with a minus in front. */
    record Refusal(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;

    Tenant(int port) throws IOException {
        socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    static Tenant login(int port, String password) throws IOException {
        var tenant = new Tenant(port);
        var answer = tenant.run("AUTH", password);
        if (!"OK".equals(answer)) {
            tenant.close();
            throw new IOException("login refused: " + answer);
        }
        return tenant;
    }

    /** One command: text, a {@link Refusal}, a number, null, or a list of these. */
    Object run(String... command) throws IOException {
        return run(List.of(command).stream()
                .map(it -> it.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new));
    }

    Object run(byte[]... command) throws IOException {
        send(command);
        return read();
    }

    void send(byte[]... command) throws IOException {
        var request = new ByteArrayOutputStream();
        request.write(text("*" + command.length + "\r\n"));
        for (var argument : command) {
            request.write(text("$" + argument.length + "\r\n"));
            request.write(argument);
            request.write(text("\r\n"));
        }
        request.writeTo(out);
    }

    void send(String... command) throws IOException {
        send(List.of(command).stream()
                .map(it -> it.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new));
    }

    void sendRaw(String bytes) throws IOException {
        out.write(text(bytes));
    }

    void patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    Object read() throws IOException {
        var line = line();
        var rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> rest;
            case '-' -> new Refusal(rest);
            case ':' -> Long.parseLong(rest);
            case '$' -> rest.equals("-1") ? null : bulk(Integer.parseInt(rest));
            case '*' -> rest.equals("-1") ? null : list(Integer.parseInt(rest));
            default -> throw new IOException("no RESP2: " + line);
        };
    }

    private String bulk(int length) throws IOException {
        var bytes = in.readNBytes(length);
        in.skipNBytes(2);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private List<Object> list(int length) throws IOException {
        var all = new ArrayList<>();
        for (var i = 0; i < length; i++) all.add(read());
        return all;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) throw new EOFException();
            line.append((char) next);
        }
        return line.substring(0, line.length() - 1);
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
