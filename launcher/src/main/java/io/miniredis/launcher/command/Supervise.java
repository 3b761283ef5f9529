package io.miniredis.launcher.command;

import io.miniredis.launcher.app.App;
import io.miniredis.launcher.app.FastStart;
import io.miniredis.launcher.app.Java;
import io.miniredis.launcher.postgres.PostgresBinaries;
import io.miniredis.launcher.process.LaunchFailure;
import io.miniredis.launcher.process.Poll;
import io.miniredis.launcher.process.Session;
import io.miniredis.launcher.stack.Folders;
import io.miniredis.launcher.stack.Service;
import io.miniredis.launcher.stack.Settings;
import io.miniredis.launcher.supervise.StackStatus;
import io.miniredis.launcher.supervise.Supervisor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The launcher in the background: the process that outlives the terminal and keeps the parts running. */
final class Supervise {

    private static final String NAME = "launcher";

    private Supervise() {}

    /** What that process does; it never returns. */
    static void run(Settings settings) throws InterruptedException, IOException {
        var stack = new Stack(settings);
        var postgres = stack.postgres();
        var fastStart = new FastStart(settings, postgres, true);
        Runtime.getRuntime().addShutdownHook(new Thread(fastStart::abandon, "abandon"));
        var later = settings.fastStart() == Settings.FastStartTime.ON
                && !stack.apps().stream().allMatch(App::hasFastStart);
        if (later) Files.writeString(settling(settings.folders()), "");
        else Files.deleteIfExists(settling(settings.folders()));
        new Supervisor(settings.folders(), Clock.systemUTC(), System.out)
                .keep(
                        postgres,
                        stack.services(),
                        it -> Service.byId(it.id()).map(Service::needsPostgres).orElse(false),
                        () -> {
                            if (later) settle(settings, stack, fastStart);
                        });
    }

    private static void settle(Settings settings, Stack stack, FastStart fastStart) {
        var began = System.nanoTime();
        try {
            fastStart.prepare(stack.apps());
            System.out.printf(
                    "the next start will be faster; that was prepared in %d s%n",
                    Duration.ofNanos(System.nanoTime() - began).toSeconds());
        } finally {
            settling(settings.folders()).toFile().delete();
        }
    }

    /** A file that is there while the fast start is being prepared in the background. */
    static Path settling(Folders folders) {
        return folders.run().resolve("settling");
    }

    /** Starts that process from a copy of the launcher, which a later build does not overwrite. */
    static ProcessHandle start(Settings settings) throws IOException {
        var command = new ArrayList<>(List.of(
                Java.command(),
                "-Dminiredis.part=%s@%s".formatted(NAME, settings.folders().home()),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:TieredStopAtLevel=1",
                "-Xmx48m",
                "-Xss512k",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dminiredis.postgres.jar=" + PostgresBinaries.jar(),
                "-cp",
                copyOfClassPath(settings),
                "io.miniredis.launcher.Launcher",
                "supervise"));
        var builder = new ProcessBuilder(Session.own(command));
        // services inherit it: a variable that is there and empty is not one that nobody set
        settings.values().forEach((name, value) -> {
            if (!value.isEmpty()) builder.environment().put(name, value);
        });
        builder.environment().put("MINIREDIS_PROJECT", settings.project().toString());
        builder.environment().put("MINIREDIS_HOME", settings.folders().home().toString());
        Files.deleteIfExists(StackStatus.file(settings.folders()));
        var process = builder.redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(settings).toFile()))
                .start()
                .toHandle();
        if (!Poll.until(
                        () -> StackStatus.supervisor(settings.folders()).isPresent() || !process.isAlive(),
                        Duration.ofSeconds(30))
                || !process.isAlive()) {
            throw new LaunchFailure("the launcher's background process does not start: see " + log(settings));
        }
        return process;
    }

    static Path log(Settings settings) {
        return settings.folders().logOf(NAME);
    }

    static Optional<ProcessHandle> find(Settings settings) {
        return StackStatus.supervisor(settings.folders());
    }

    private static String copyOfClassPath(Settings settings) throws IOException {
        var target = Files.createDirectories(settings.folders().unpacked().resolve(NAME));
        var copies = new ArrayList<String>();
        for (var jar : PostgresBinaries.classPath()) {
            if (jar.equals(PostgresBinaries.jar())) continue;
            if (Files.isDirectory(jar)) {
                copies.add(jar.toString());
                continue;
            }
            var copy = target.resolve(jar.getFileName().toString());
            // a new file under the old name: whoever still reads the old one keeps it
            var fresh = target.resolve(jar.getFileName() + ".new");
            Files.copy(jar, fresh, StandardCopyOption.REPLACE_EXISTING);
            Files.move(fresh, copy, StandardCopyOption.ATOMIC_MOVE);
            copies.add(copy.toString());
        }
        return String.join(File.pathSeparator, copies);
    }
}
