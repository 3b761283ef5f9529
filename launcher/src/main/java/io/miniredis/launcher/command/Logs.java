package io.miniredis.launcher.command;

import io.miniredis.launcher.process.LaunchFailure;
import io.miniredis.launcher.process.Poll;
import io.miniredis.launcher.stack.Folders;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Shows the logs, each line with the name of what wrote it, in the order of time. */
final class Logs {

    private static final Duration FOREVER = Duration.ofDays(3650);
    private static final int LINES_OF_ONE = 200;
    private static final int LINES_OF_EACH = 40;
    private static final Pattern TIME = Pattern.compile("^(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d[.,]?\\d*)");

    private record Line(String time, String part, String text) {}

    private final Folders folders;
    private final PrintStream out;

    Logs(Folders folders, PrintStream out) {
        this.folders = folders;
        this.out = out;
    }

    /** @param wanted the parts to show; all where there is none */
    int run(List<String> wanted, boolean follow) {
        var parts = wanted.isEmpty() ? known() : List.copyOf(wanted);
        if (parts.isEmpty()) throw new LaunchFailure("there are no logs in %s yet".formatted(folders.log()));
        for (var part : parts) {
            if (!Files.exists(folders.logOf(part))) {
                throw new LaunchFailure(
                        "there is no log of '%s'; there is: %s".formatted(part, String.join(", ", known())));
            }
        }
        var tails = new LinkedHashMap<String, Tail>();
        var lines = new ArrayList<Line>();
        for (var part : parts) {
            var log = folders.logOf(part);
            tails.put(part, new Tail(log, Tail.fileEnd(log)));
            var time = "";
            for (var text : Tail.last(log, parts.size() == 1 ? LINES_OF_ONE : LINES_OF_EACH)) {
                time = timeOf(text, time);
                lines.add(new Line(time, part, text));
            }
        }
        // stable: lines of one part without a time of their own stay behind the line before
        lines.sort(Comparator.comparing(Line::time));
        lines.forEach(it -> print(it.part(), it.text(), parts.size() > 1));
        if (follow) Poll.until(() -> showNew(tails), FOREVER);
        return 0;
    }

    private boolean showNew(Map<String, Tail> tails) {
        tails.forEach((part, tail) -> tail.lines().forEach(it -> print(part, it, tails.size() > 1)));
        return out.checkError();
    }

    private void print(String part, String text, boolean prefixed) {
        out.println(prefixed ? "%-18s| %s".formatted(part, text) : text);
    }

    private static String timeOf(String text, String before) {
        var time = TIME.matcher(text);
        return time.find() ? time.group(1) + "T" + time.group(2) : before;
    }

    private List<String> known() {
        var names = new TreeSet<String>();
        try (var logs = Files.newDirectoryStream(folders.log(), "*.log")) {
            for (Path log : logs) {
                var name = log.getFileName().toString().replaceFirst("\\.log$", "");
                if (!name.equals("build") && !name.startsWith("rehearsal-")) names.add(name);
            }
        } catch (IOException noFolder) {
            return List.of();
        }
        return List.copyOf(names);
    }
}
