package io.miniredis.nodemanager.engine;

import io.miniredis.nodemanager.folder.StartRefused;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the engine of this host and checks that it is young enough. */
public final class EngineLookup {

    private static final Pattern VERSION =
            Pattern.compile("(?i)(valkey|redis) server v=(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})");

    private final EngineProperties properties;
    private final String path;

    /** @param path folders to look in, as in the variable PATH */
    public EngineLookup(EngineProperties properties, String path) {
        this.properties = properties;
        this.path = path;
    }

    /** @throws StartRefused when there is none, it does not run, or it is too old */
    public Engine find() {
        var engine = describe(program());
        if (engine.isTooOld()) {
            throw new StartRefused(
                    "%s is too old: %s %s is the oldest that MiniRedis runs. Install a newer one or set MINIREDIS_ENGINE to it."
                            .formatted(
                                    engine, engine.kind().word(), engine.kind().oldest()));
        }
        return engine;
    }

    /** A program on the PATH. */
    public Optional<Path> onPath(String name) {
        return Stream.of(path.split(File.pathSeparator))
                .filter(it -> !it.isBlank())
                .map(it -> Path.of(it, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Path program() {
        if (!properties.path().isBlank()) {
            var configured = Path.of(properties.path());
            return onPath(properties.path())
                    .or(() -> Optional.of(configured.toAbsolutePath()).filter(Files::isExecutable))
                    .orElseThrow(() -> new StartRefused(
                            "MINIREDIS_ENGINE is " + configured + ", which is no program that can run."));
        }
        return onPath("valkey-server")
                .or(() -> onPath("redis-server"))
                .orElseThrow(
                        () -> new StartRefused(
                                "There is no valkey-server or redis-server on the PATH. Install one or set MINIREDIS_ENGINE to it."));
    }

    private static Engine describe(Path program) {
        var answer = version(program);
        var match = VERSION.matcher(answer);
        if (!match.find()) {
            throw new StartRefused(
                    "%s --version says \"%s\", which is neither Valkey nor Redis. Check MINIREDIS_ENGINE."
                            .formatted(program, answer.lines().findFirst().orElse("")));
        }
        return new Engine(
                program,
                Engine.Kind.valueOf(match.group(1).toUpperCase(java.util.Locale.ROOT)),
                new Engine.Version(number(match.group(2)), number(match.group(3)), number(match.group(4))),
                speaksTls(program));
    }

    /**
     * Gives the engine a configuration whose second line no engine understands: it complains of the first line that it does not know,
     * and ends without having started anything.
     */
    private static boolean speaksTls(Path program) {
        return !run(program, "--tls-port", "0", "--miniredis-probe", "yes").contains("'tls-port");
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private static String version(Path program) {
        return run(program, "--version");
    }

    private static String run(Path program, String... arguments) {
        try {
            var command = new java.util.ArrayList<>(java.util.List.of(program.toString()));
            command.addAll(java.util.List.of(arguments));
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
            return new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8);
        } catch (IOException exception) {
            throw new StartRefused(
                    "%s does not run: %s. Check MINIREDIS_ENGINE.".formatted(program, exception.getMessage()));
        }
    }
}
