package io.miniredis.launcher.command;

import io.miniredis.launcher.process.LaunchFailure;
import io.miniredis.launcher.process.Poll;
import io.miniredis.launcher.stack.Settings;
import io.miniredis.launcher.supervise.PartState;
import io.miniredis.launcher.supervise.PartStatus;
import io.miniredis.launcher.supervise.StackStatus;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Watches the supervisor's start and tells each part that has become ready. */
final class Follow {

    private static final Duration LONGEST = Duration.ofMinutes(4);
    private static final int HOPELESS_FAILURES = 2;
    private static final int LAST_LINES = 20;

    private final Settings settings;
    private final Console console;
    private final Set<String> told = new HashSet<>();
    private final long began = System.nanoTime();

    Follow(Settings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    /** @throws LaunchFailure with the reason and the last lines of the log of a part that does not come up */
    void untilReady() {
        if (Poll.until(this::look, LONGEST)) return;
        var missing = StackStatus.read(settings.folders()).parts().stream()
                .filter(it -> it.state() != PartState.READY)
                .map(PartStatus::id)
                .collect(Collectors.joining(", "));
        throw new LaunchFailure(
                "not ready after %d minutes: %s (see ./miniredis logs)".formatted(LONGEST.toMinutes(), missing));
    }

    private boolean look() {
        var status = StackStatus.read(settings.folders());
        status.parts().forEach(this::look);
        if (status.allReady()) return true;
        if (Supervise.find(settings).isEmpty()) {
            throw new LaunchFailure("the launcher's background process ended" + lastLines("launcher"));
        }
        console.passing(
                status.parts().stream()
                        .filter(it -> it.state() != PartState.READY)
                        .map(PartStatus::id)
                        .limit(3)
                        .collect(Collectors.joining(", ", "starting ", " …")),
                elapsed());
        return false;
    }

    private void look(PartStatus part) {
        if (part.state() == PartState.READY && told.add(part.id())) console.done(part.id() + " ready", elapsed());
        if (part.state() != PartState.READY && part.failures() >= HOPELESS_FAILURES) {
            throw new LaunchFailure("%s does not start: %s%s"
                    .formatted(
                            part.id(),
                            part.message().isEmpty() ? "it ended again and again" : part.message(),
                            lastLines(part.id())));
        }
    }

    private String lastLines(String part) {
        var log = settings.folders().logOf(part);
        var lines = Tail.last(log, LAST_LINES);
        return lines.isEmpty() ? "" : "\nThe last lines of %s:\n  %s".formatted(log, String.join("\n  ", lines));
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
