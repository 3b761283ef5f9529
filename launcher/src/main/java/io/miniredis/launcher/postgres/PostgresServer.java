package io.miniredis.launcher.postgres;

import io.miniredis.launcher.process.FileTree;
import io.miniredis.launcher.process.LaunchFailure;
import io.miniredis.launcher.process.Part;
import io.miniredis.launcher.process.Poll;
import io.miniredis.launcher.process.ProcessRecord;
import io.miniredis.launcher.process.Session;
import io.miniredis.launcher.process.Shell;
import io.miniredis.launcher.process.Stopping;
import io.miniredis.launcher.stack.Database;
import io.miniredis.launcher.stack.Folders;
import io.miniredis.launcher.stack.PortCheck;
import io.miniredis.launcher.stack.Secrets;
import io.miniredis.launcher.stack.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The embedded PostgreSQL. It is durable (fsync and synchronous_commit are on), listens on the loopback address alone and lets nobody in
 * without a password. It outlives its starter and is found again by its own pid file and a login.
 */
public final class PostgresServer implements Part {

    public static final String ID = "postgres";

    /** The longest path of a socket that every system takes, less the socket's own name. */
    private static final int LONGEST_SOCKET_FOLDER = 80;

    private final Folders folders;
    private final int port;
    private final Path binaries;
    private final Account account;
    private final Secrets secrets;
    private final Logins logins;

    private PostgresServer(Folders folders, int port, Path binaries, Secrets secrets) {
        this.folders = folders;
        this.port = port;
        this.binaries = binaries;
        this.account = Account.choose(binaries, folders.data());
        this.secrets = secrets;
        this.logins = new Logins(port, secrets.read(Secrets.POSTGRES, Secrets.POSTGRES_PASSWORD));
    }

    /** The programs must be there or are unpacked now, which takes a few seconds and 200 MB of memory. */
    public static PostgresServer of(Settings settings, Secrets secrets) {
        var folders = settings.folders();
        return new PostgresServer(
                folders, settings.postgresPort(), PostgresBinaries.unpack(folders.unpacked()), secrets);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public int port() {
        return port;
    }

    public boolean isInitialised() {
        return isInitialised(folders);
    }

    public static boolean isInitialised(Folders folders) {
        return Files.exists(folders.postgresData());
    }

    /** Makes the data folder when there is none: with checksums, UTF-8 and password logins only. */
    public void initialise() {
        var data = folders.postgresData();
        if (isInitialised()) return;
        var fresh = data.resolveSibling("postgres.new");
        var password = folders.run().resolve("initdb.password");
        try {
            FileTree.delete(fresh);
            Folders.makeFolder(fresh, "rwx------");
            writePrivately(password, secrets.read(Secrets.POSTGRES, Secrets.POSTGRES_PASSWORD));
            account.own(fresh);
            account.own(password);
            var initdb = Shell.run(
                    account.run(List.of(
                            binaries.resolve("bin/initdb").toString(),
                            "--pgdata=" + fresh,
                            "--username=" + Logins.SUPERUSER,
                            "--auth=scram-sha-256",
                            "--pwfile=" + password,
                            "--encoding=UTF8",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--locale=C",
                            "--data-checksums")),
                    Duration.ofMinutes(2));
            if (!initdb.succeeded()) throw new LaunchFailure("initdb failed: " + initdb.output());
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException exception) {
            throw new UncheckedIOException("cannot make PostgreSQL's data folder", exception);
        } finally {
            deleteQuietly(password);
        }
    }

    private static void writePrivately(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** Starts or adopts it, waits until it lets us in, and sees to the two databases. */
    public void ensureRunning() {
        initialise();
        try {
            var adopted = adopt();
            var process = adopted.isPresent() ? adopted.get() : start();
            if (!Poll.until(() -> isReady() || !process.isAlive(), Duration.ofMinutes(1)) || !isReady()) {
                throw new LaunchFailure("PostgreSQL does not start: " + lastWords());
            }
        } catch (IOException exception) {
            throw new UncheckedIOException("PostgreSQL cannot be started", exception);
        }
        prepare();
    }

    private String lastWords() throws IOException {
        var log = folders.logOf(ID);
        if (!Files.exists(log)) return "no log";
        return Files.readString(log)
                .lines()
                .filter(it -> it.contains("FATAL") || it.contains("ERROR"))
                .reduce((first, second) -> second)
                .orElse("see " + log);
    }

    /** A server that runs on our data is ours when it lets us in on our port; else it is ended, as one data folder has one server. */
    @Override
    public Optional<ProcessHandle> adopt() {
        var running = find();
        if (running.isEmpty()) return Optional.empty();
        if (portOfRunning().equals(Optional.of(port)) && Poll.until(this::isReady, Duration.ofSeconds(10))) {
            return running;
        }
        stop(Duration.ofSeconds(20));
        return Optional.empty();
    }

    @Override
    public ProcessHandle start() throws IOException {
        PortCheck.requireFree(port, ID, Settings.POSTGRES_PORT);
        var sockets = folders.run().resolve("postgres");
        Folders.makeFolder(sockets, "rwx------");
        account.own(sockets);
        account.own(folders.postgresData());
        var started = new ProcessBuilder(Session.own(account.run(command(sockets))))
                .directory(folders.data().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folders.logOf(ID).toFile()))
                .start()
                .toHandle();
        ProcessRecord.of(started, "postgres").write(folders.pidFileOf(ID));
        return started;
    }

    private List<String> command(Path sockets) {
        var command = new ArrayList<>(List.of(
                binaries.resolve("bin/postgres").toString(),
                "-D",
                folders.postgresData().toString()));
        var socketFolder = sockets.toString().length() <= LONGEST_SOCKET_FOLDER ? sockets.toString() : "";
        for (var setting : List.of(
                "listen_addresses=127.0.0.1",
                "port=" + port,
                "unix_socket_directories=" + socketFolder,
                "unix_socket_permissions=0700",
                "fsync=on",
                "synchronous_commit=on",
                "shared_buffers=32MB",
                "max_connections=100",
                "jit=off",
                "log_line_prefix=%m [%p] ",
                "log_checkpoints=off")) {
            command.add("-c");
            command.add(setting);
        }
        return command;
    }

    @Override
    public boolean isReady() {
        return logins.superuserGetsIn();
    }

    /** The two databases with an owner each. */
    @Override
    public void prepare() {
        for (var database : Database.values()) {
            logins.ensureDatabase(database.database(), database.password(secrets));
        }
    }

    public void ensureDatabase(String nameAndOwner, String password) {
        logins.ensureDatabase(nameAndOwner, password);
    }

    public void dropDatabase(String nameAndOwner) {
        logins.dropDatabase(nameAndOwner);
    }

    public void stop(Duration patience) {
        stop(folders, patience);
    }

    /** A fast shutdown: ends sessions, writes everything, leaves nothing to recover. */
    public static void stop(Folders folders, Duration patience) {
        find(folders).ifPresent(server -> {
            signal(server, "INT");
            if (Stopping.ends(server, patience)) return;
            // an immediate shutdown; the next start recovers from the log
            signal(server, "QUIT");
            if (!Stopping.ends(server, Duration.ofSeconds(5))) Stopping.stop(server, Duration.ofSeconds(1));
        });
        deleteQuietly(folders.pidFileOf(ID));
    }

    private static void signal(ProcessHandle process, String signal) {
        // java itself sends SIGTERM and SIGKILL only
        Shell.run(List.of("sh", "-c", "kill -%s %d".formatted(signal, process.pid())), Duration.ofSeconds(5));
    }

    public Optional<ProcessHandle> find() {
        return find(folders);
    }

    /** The server that the data folder's own pid file names, by its pid and its start. */
    public static Optional<ProcessHandle> find(Folders folders) {
        return pidFileLine(folders, 0)
                .flatMap(pid -> pidFileLine(folders, 2)
                        .map(started -> new ProcessRecord(pid, Instant.ofEpochSecond(started), ""))
                        .flatMap(ProcessRecord::find));
    }

    private Optional<Integer> portOfRunning() {
        return pidFileLine(folders, 3).map(Long::intValue);
    }

    private static Optional<Long> pidFileLine(Folders folders, int index) {
        try {
            var lines = Files.readAllLines(folders.postgresData().resolve("postmaster.pid"), StandardCharsets.UTF_8);
            return lines.size() > index
                    ? Optional.of(Long.valueOf(lines.get(index).strip()))
                    : Optional.empty();
        } catch (IOException | NumberFormatException notRunning) {
            return Optional.empty();
        }
    }
}
