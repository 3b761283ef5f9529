package io.miniredis.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Prometheus' own tool, where it is on the PATH (Debian: prometheus); without it a test is skipped. */
final class Promtool {

    private Promtool() {}

    static void run(String what, String of, Stream<Path> files) throws Exception {
        var promtool = Stream.of(System.getenv("PATH").split(":"))
                .map(it -> Path.of(it, "promtool"))
                .filter(Files::isExecutable)
                .findAny();
        Assumptions.assumeTrue(promtool.isPresent(), "no promtool on the PATH (Debian: prometheus)");
        var command = Stream.concat(Stream.of(promtool.get().toString(), what, of), files.map(Path::toString))
                .toList();
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }
}
