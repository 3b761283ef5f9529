package io.miniredis.launcher.command;

import io.miniredis.launcher.app.App;
import io.miniredis.launcher.app.FastStart;
import io.miniredis.launcher.app.ServiceProcess;
import io.miniredis.launcher.postgres.PostgresBinaries;
import io.miniredis.launcher.postgres.PostgresServer;
import io.miniredis.launcher.process.LaunchFailure;
import io.miniredis.launcher.process.Poll;
import io.miniredis.launcher.process.Stopping;
import io.miniredis.launcher.stack.Folders;
import io.miniredis.launcher.stack.PortCheck;
import io.miniredis.launcher.stack.Service;
import io.miniredis.launcher.stack.Settings;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Brings everything up: unpacks what is not, prepares the fast start, hands over to the supervisor and tells how it goes. */
final class Up {

    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);
    private static final Duration A_MOMENT = Duration.ofSeconds(2);

    private final Settings settings;
    private final Folders folders;
    private final Console console;
    private final AtomicBoolean mayAbort = new AtomicBoolean();

    Up(Settings settings, Console console) {
        this.settings = settings;
        this.folders = settings.folders();
        this.console = console;
    }

    /**
     * @param detach whether to return when all is ready, instead of staying until Ctrl-C
     * @return the exit code
     */
    int run(boolean detach) throws Exception {
        folders.make();
        // one that was killed just now may still be seen for a moment
        if (!Poll.until(() -> Supervise.find(settings).isEmpty(), HALF_A_SECOND)) return alreadyRuns();
        Runtime.getRuntime().addShutdownHook(new Thread(this::abort, "abort"));
        try (var lock = FileChannel.open(
                folders.run().resolve("up.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (lock.tryLock() == null) throw new LaunchFailure("another ./miniredis up is at work here; wait for it");
            var stack = new Stack(settings);
            requireFreePorts(stack);
            Down.forget(folders);
            stack.secrets().ensure(PostgresServer.isInitialised(folders));
            stack.secrets().take(System.getenv());
            mayAbort.set(true);
            settings.save();
            prepare(stack);
            Supervise.start(settings);
            new Follow(settings, console).untilReady();
            for (var app : stack.apps()) app.removeOlderBuilds();
        }
        console.say(new Page(settings).text());
        if (Files.exists(Supervise.settling(folders))) {
            console.say("A faster start is being prepared in the background, for the next up.\n");
        }
        if (detach) {
            mayAbort.set(false);
            return 0;
        }
        stay();
        return 0;
    }

    private int alreadyRuns() throws Exception {
        console.say("MiniRedis runs already; ./miniredis down stops it.");
        var running = Settings.ofRunning(System.getenv());
        new Follow(running, console).untilReady();
        console.say(new Page(running).text());
        return 0;
    }

    private void requireFreePorts(Stack stack) {
        if (PostgresServer.find(folders).isEmpty()) {
            PortCheck.requireFree(settings.postgresPort(), PostgresServer.ID, Settings.POSTGRES_PORT);
        }
        for (var app : stack.apps()) {
            var service = app.service();
            if (ServiceProcess.find(service.id(), folders).isEmpty()) {
                PortCheck.requireFree(settings.port(service), service.id(), service.portVariable());
            }
        }
    }

    private void prepare(Stack stack) throws Exception {
        var unpacked = stack.apps().stream().allMatch(App::isUnpacked)
                && Files.isDirectory(PostgresBinaries.locate(folders.unpacked()));
        if (!unpacked) console.step("PostgreSQL and services unpacked", () -> unpack(stack));
        var postgres = stack.postgres();
        if (!postgres.isInitialised()) {
            console.step("PostgreSQL's data folder made", () -> {
                postgres.initialise();
                return true;
            });
        }
        if (settings.fastStart() == Settings.FastStartTime.FIRST
                && !stack.apps().stream().allMatch(App::hasFastStart)) {
            console.step("fast start prepared (once per build)", () -> {
                postgres.ensureRunning();
                new FastStart(settings, postgres, false).prepare(stack.apps());
                return true;
            });
            stack.apps().stream()
                    .filter(it -> !it.hasFastStart())
                    .forEach(it -> console.say("  no fast start for %s: see %s"
                            .formatted(it.service().id(), FastStart.logOf(it, settings))));
        }
    }

    private boolean unpack(Stack stack) throws Exception {
        var work = new ArrayList<Callable<Object>>();
        work.add(() -> PostgresBinaries.unpack(folders.unpacked()));
        stack.apps().forEach(app -> work.add(Executors.callable(() -> app.unpack(settings))));
        try (var workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            for (var done : workers.invokeAll(work)) done.get();
        }
        return true;
    }

    /** Stays until Ctrl-C, which stops everything, or until another terminal does that. */
    private void stay() throws Exception {
        console.say("Ctrl-C stops everything. What happens meanwhile:");
        var events = new Tail(Supervise.log(settings), Tail.fileEnd(Supervise.log(settings)));
        while (true) {
            var supervisor = Supervise.find(settings);
            if (supervisor.isEmpty()) {
                if (Poll.until(() -> Files.exists(Down.marker(folders)), A_MOMENT)) break;
                console.say("The launcher's background process ended; starting another, nothing else is touched.");
                Supervise.start(settings);
                continue;
            }
            while (!Stopping.ends(supervisor.get(), Duration.ofMillis(500)))
                events.lines().forEach(console::say);
            if (Files.exists(Down.marker(folders))) break;
        }
        if (mayAbort.getAndSet(false)) console.say("MiniRedis was stopped by ./miniredis down.");
    }

    /** The JVM ends before this command did: somebody pressed Ctrl-C. */
    private void abort() {
        if (!mayAbort.getAndSet(false)) return;
        console.say("Stopping…");
        new Down(settings, console).runQuietly();
    }

    /** After a failure everything that does run goes on, for a look at it; returns what to say about that. */
    String keepWhatRuns() {
        var prepared = mayAbort.getAndSet(false);
        if (!prepared) return "";
        if (Supervise.find(settings).isPresent()) {
            return "\nWhat does run goes on: ./miniredis status shows it, ./miniredis down stops it.";
        }
        if (Stream.of(Service.values())
                .allMatch(it -> ServiceProcess.find(it.id(), folders).isEmpty())) {
            PostgresServer.stop(folders, A_MOMENT);
        }
        return "";
    }
}
