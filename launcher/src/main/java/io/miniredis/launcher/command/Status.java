package io.miniredis.launcher.command;

import io.miniredis.launcher.app.ServiceProcess;
import io.miniredis.launcher.postgres.PostgresServer;
import io.miniredis.launcher.stack.Folders;
import io.miniredis.launcher.stack.Service;
import io.miniredis.launcher.stack.Settings;
import io.miniredis.launcher.supervise.PartState;
import io.miniredis.launcher.supervise.PartStatus;
import io.miniredis.launcher.supervise.StackStatus;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How each part is now, asked of the parts themselves. */
final class Status {

    private static final String ROW = "%-20s %-12s %8s %10s %10s %9s  %s%n";

    /** @param kibibytes its memory */
    private record Row(
            String part,
            String state,
            boolean healthy,
            Optional<ProcessHandle> process,
            long kibibytes,
            int restarts,
            String port) {}

    private final Settings settings;
    private final Folders folders;
    private final Clock clock;
    private final PrintStream out;

    Status(Settings settings, Clock clock, PrintStream out) {
        this.settings = settings;
        this.folders = settings.folders();
        this.clock = clock;
        this.out = out;
    }

    /** @return 0 only when everything is healthy */
    int run() {
        var supervisor = Supervise.find(settings);
        var rows = rows(StackStatus.read(folders), supervisor);
        if (rows.stream().allMatch(it -> it.process().isEmpty())) {
            out.println("MiniRedis is not running; ./miniredis up starts it.");
            return 1;
        }
        out.printf(ROW, "PART", "STATE", "PID", "UPTIME", "MEMORY", "RESTARTS", "PORT");
        rows.forEach(this::print);
        var engines = Engines.running(folders);
        var engineMemory = engines.stream().mapToLong(Memory::kibibytesOf).sum();
        out.printf(
                "%n%d database engines, %s; platform %s%s%n",
                engines.size(),
                mebibytes(engineMemory),
                mebibytes(rows.stream().mapToLong(Row::kibibytes).sum()),
                settings.engineName().isEmpty() ? "" : "; engine " + settings.engineName());
        var isolation = Isolation.toldBy(settings.url(Service.NODE_MANAGER));
        if (!isolation.isEmpty()) out.printf("Engines are kept apart by %s (docs/isolation.md).%n", isolation);
        if (supervisor.isEmpty())
            out.println("Nobody supervises these: ./miniredis up takes over, ./miniredis down stops them.");
        var healthy = supervisor.isPresent() && rows.stream().allMatch(Row::healthy);
        if (healthy) out.printf("Dashboard %s%n", settings.shownUrl(Service.FRONTEND));
        return healthy ? 0 : 1;
    }

    private List<Row> rows(StackStatus status, Optional<ProcessHandle> supervisor) {
        var rows = new ArrayList<Row>();
        rows.add(row("launcher", supervisor, supervisor.isPresent(), Optional.empty(), ""));
        var postgres = status.of(PostgresServer.ID);
        rows.add(row(
                PostgresServer.ID,
                PostgresServer.find(folders),
                // its readiness is a login, which the supervisor makes; nobody else reads that password
                postgres.map(it -> it.state() == PartState.READY).orElse(false),
                postgres,
                String.valueOf(settings.postgresPort())));
        for (var service : Service.values()) {
            var process = ServiceProcess.find(service.id(), folders);
            rows.add(row(
                    service.id(),
                    process,
                    process.isPresent() && ServiceProcess.isReady(settings.url(service)),
                    status.of(service.id()),
                    String.valueOf(settings.port(service))));
        }
        return rows;
    }

    private static Row row(
            String part, Optional<ProcessHandle> process, boolean answers, Optional<PartStatus> told, String port) {
        var healthy = process.isPresent() && answers;
        var state = healthy
                ? "healthy"
                : told.map(it -> it.state() == PartState.READY
                                ? "unhealthy"
                                : it.state().name().toLowerCase(Locale.ROOT))
                        .orElse(process.isPresent() ? "running" : "down");
        return new Row(
                part,
                process.isEmpty() ? "down" : state,
                healthy,
                process,
                process.map(it -> part.equals(PostgresServer.ID)
                                ? Memory.kibibytesOfTree(it)
                                : Memory.kibibytesOf(it.pid()))
                        .orElse(0L),
                told.map(PartStatus::restarts).orElse(0),
                told.map(PartStatus::message)
                        .filter(it -> !it.isEmpty())
                        .map(it -> port + "  " + it)
                        .orElse(port));
    }

    private void print(Row row) {
        out.printf(
                ROW,
                row.part(),
                row.state(),
                row.process().map(it -> String.valueOf(it.pid())).orElse("-"),
                row.process()
                        .flatMap(it -> it.info().startInstant())
                        .map(this::uptime)
                        .orElse("-"),
                row.process().isPresent() ? mebibytes(row.kibibytes()) : "-",
                row.restarts(),
                row.port());
    }

    private String uptime(Instant started) {
        var time = Duration.between(started, clock.instant());
        if (time.toHours() > 0) return "%d h %02d m".formatted(time.toHours(), time.toMinutesPart());
        if (time.toMinutes() > 0) return "%d m %02d s".formatted(time.toMinutes(), time.toSecondsPart());
        return Math.max(0, time.toSeconds()) + " s";
    }

    private static String mebibytes(long kibibytes) {
        return "%d MiB".formatted(kibibytes / 1024);
    }
}
