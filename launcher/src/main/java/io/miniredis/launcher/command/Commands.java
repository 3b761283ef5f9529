package io.miniredis.launcher.command;

import io.miniredis.launcher.process.LaunchFailure;
import io.miniredis.launcher.stack.Settings;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Which command was typed. */
public final class Commands {

    private final Map<String, String> environment;
    private final PrintStream out;

    public Commands(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    /**
     * @return the exit code
     * @throws LaunchFailure with the line to show
     */
    public int run(String... arguments) throws Exception {
        var command = arguments.length == 0 ? "" : arguments[0];
        var rest = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
        return switch (command) {
            case "up" -> up(rest);
            case "down" -> {
                requireNone(command, rest);
                yield new Down(Settings.ofRunning(environment), console()).run();
            }
            case "status" -> {
                requireNone(command, rest);
                yield new Status(Settings.ofRunning(environment), Clock.systemUTC(), out).run();
            }
            case "logs" ->
                new Logs(Settings.from(environment).folders(), out)
                        .run(
                                rest.stream().filter(it -> !isFollow(it)).toList(),
                                rest.stream().anyMatch(Commands::isFollow));
            case "supervise" -> {
                Supervise.run(Settings.from(environment));
                yield 0;
            }
            default -> throw new LaunchFailure("there is no command '%s'; see ./miniredis help".formatted(command));
        };
    }

    private int up(List<String> options) throws Exception {
        var detach = options.equals(List.of("--detach")) || options.equals(List.of("-d"));
        if (!detach) requireNone("up", options);
        var up = new Up(Settings.from(environment), console());
        try {
            return up.run(detach);
        } catch (LaunchFailure failure) {
            throw new LaunchFailure(failure.getMessage() + up.keepWhatRuns(), failure);
        }
    }

    private static boolean isFollow(String option) {
        return option.equals("-f") || option.equals("--follow");
    }

    private static void requireNone(String command, List<String> options) {
        if (!options.isEmpty()) {
            throw new LaunchFailure(
                    "'%s' does not know '%s'; see ./miniredis help".formatted(command, String.join(" ", options)));
        }
    }

    private Console console() {
        return new Console(out, "1".equals(environment.get("MINIREDIS_TTY")));
    }
}
