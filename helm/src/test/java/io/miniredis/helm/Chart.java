package io.miniredis.helm;

import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A chart and the values that it is rendered with.
 *
 * @param folder where the chart is
 * @param release its name in the cluster
 * @param values files of values, the last one wins
 */
record Chart(Path folder, String release, List<Path> values) {

    static final String NAMESPACE = "miniredis-test";
    private static final String KUBERNETES = "1.33.0";

    private static final Map<Chart, Rendered> RENDERED = new ConcurrentHashMap<>();

    static final Chart MINIREDIS = new Chart(Path.of("miniredis"), "miniredis", List.of());
    static final Chart ARGOCD = new Chart(Path.of("argocd"), "miniredis", List.of());

    /** Every way of installing the platform that has a file: the scenarios in ci/, staging and production. */
    static Stream<Chart> scenarios() {
        return Stream.concat(
                MINIREDIS.filesIn("ci"),
                Stream.of("staging", "prod")
                        .map(it -> MINIREDIS
                                .with(Path.of("miniredis/values-" + it + ".yaml"))
                                .with(Path.of("argocd/environments/" + it + ".yaml"))));
    }

    /** The same, and what Argo CD is told. */
    static Stream<Chart> all() {
        return Stream.of(scenarios(), Stream.of(ARGOCD), ARGOCD.filesIn("ci")).flatMap(it -> it);
    }

    static Chart scenario(String name) {
        return MINIREDIS.with(Path.of("miniredis/ci/" + name + "-values.yaml"));
    }

    private Stream<Chart> filesIn(String name) {
        try (var files = Files.list(folder.resolve(name))) {
            return files.sorted().toList().stream().map(this::with);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Chart with(Path file) {
        var more = new ArrayList<>(values);
        more.add(file);
        return new Chart(folder, release, List.copyOf(more));
    }

    Chart named(String name) {
        return new Chart(folder, name, values);
    }

    /** With values written here. */
    Chart with(String yaml) {
        try {
            var file = Files.createTempFile("values", ".yaml");
            file.toFile().deleteOnExit();
            return with(Files.writeString(file, yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LintResult lint() {
        return new Helm(folder).lint().strict().call();
    }

    /** As into an empty cluster; once for all tests. */
    Rendered render() {
        Cluster.running().clear();
        return RENDERED.computeIfAbsent(this, Chart::renderAgain);
    }

    /** As into the cluster as it is. */
    Rendered renderAgain() {
        return Rendered.of(text());
    }

    /** Why it is not rendered. */
    String refusal() {
        try {
            Cluster.running().clear();
            text();
        } catch (IllegalStateException refused) {
            return refused.getMessage();
        }
        throw new AssertionError("it was rendered");
    }

    /** What Helm says after an installation. */
    String notes() {
        var command = new Helm(folder)
                .install()
                .withName(release)
                .withNamespace(NAMESPACE)
                .withKubeVersion(KUBERNETES)
                .clientOnly()
                .dryRun()
                .withDryRunOption(DryRun.CLIENT);
        for (var file : values) command = command.withValuesFile(file);
        var output = command.call().getOutput();
        return output.substring(output.indexOf("NOTES:"));
    }

    private String text() {
        Cluster.running();
        var command = new Helm(folder)
                .template()
                .withName(release)
                .withNamespace(NAMESPACE)
                .withKubeVersion(KUBERNETES);
        for (var file : values) command = command.withValuesFile(file);
        return command.call();
    }

    @Override
    public String toString() {
        var names = values.stream()
                .map(it -> it.getParent().getFileName() + "/" + it.getFileName())
                .toList();
        return folder.getFileName() + (names.isEmpty() ? "" : " " + String.join(" ", names));
    }
}
