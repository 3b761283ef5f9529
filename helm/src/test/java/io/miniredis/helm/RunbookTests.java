package io.miniredis.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The runbooks: reached from every alert, whole, and naming what is there. */
class RunbookTests {

    private static final Path FOLDER = Path.of("../docs/runbooks");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern SCRIPT = Pattern.compile("(?<![\\w/])\\.ci/([a-z-]+)");
    private static final Pattern COMPOSE =
            Pattern.compile("docker compose (?:restart|start|exec) (?:-T )?([a-z][a-z-]*)");

    static Stream<Path> pages() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.filter(it -> it.toString().endsWith(".md")).sorted().toList().stream();
        }
    }

    static Stream<Path> runbooks() throws IOException {
        return pages().filter(it -> !it.endsWith("README.md"));
    }

    static Stream<Path> documents() throws IOException {
        return Stream.concat(pages(), Stream.of(Path.of("../README.md"), Path.of("../docs/deployment.md")));
    }

    @Test
    void everyAlertLeadsToAPageAndIsInTheIndex() throws IOException {
        var index = Files.readString(FOLDER.resolve("README.md"));
        try (var files = Files.list(Path.of("miniredis/rules"))) {
            var alerts = files.filter(it -> it.toString().endsWith(".yaml"))
                    .flatMap(it -> Rendered.documents(read(it)))
                    .map(it -> Rendered.JSON.<JsonNode>valueToTree(it))
                    .flatMap(it -> it.path("groups").valueStream())
                    .flatMap(it -> it.path("rules").valueStream())
                    .filter(it -> it.has("alert"))
                    .toList();
            assertThat(alerts).isNotEmpty().allSatisfy(it -> {
                var page = Path.of("..", it.at("/annotations/runbook").asString());
                assertThat(page).exists();
                assertThat(index.lines())
                        .as("the index: %s and %s", it.path("alert").asString(), page.getFileName())
                        .anyMatch(line -> line.contains("`" + it.path("alert").asString() + "`")
                                && line.contains("(" + page.getFileName() + ")"));
            });
        }
    }

    @ParameterizedTest
    @MethodSource("runbooks")
    void pageSaysWhenItIsOverAndWhatOfItWasTried(Path page) {
        var text = read(page);
        assertThat(text)
                .startsWith("# ")
                .contains("**It is over when**")
                .containsPattern("Tried: on \\d{4}-\\d\\d-\\d\\d");
        assertThat(text).containsPattern("Not tried:\\s");
        // one page
        assertThat(text.lines()).hasSizeLessThan(75);
        assertThat(read(FOLDER.resolve("README.md"))).contains("(" + page.getFileName() + ")");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksAndScriptsThatAreNamedAreThere(Path page) {
        var text = read(page);
        assertThat(LINK.matcher(text).results().map(it -> it.group(1)))
                .allSatisfy(
                        it -> assertThat(page.resolveSibling(it).normalize()).exists());
        assertThat(SCRIPT.matcher(text).results().map(it -> it.group(1)).filter(it -> !it.equals("yamllint")))
                .allSatisfy(it -> assertThat(Path.of("../.ci", it)).isExecutable());
    }

    @ParameterizedTest
    @MethodSource("runbooks")
    void servicesThatCommandsNameAreComposes(Path page) {
        var compose = Rendered.JSON.<JsonNode>valueToTree(Rendered.documents(read(Path.of("../docker-compose.yml")))
                .findFirst()
                .orElseThrow());
        assertThat(COMPOSE.matcher(read(page)).results().map(it -> it.group(1)))
                .allSatisfy(it ->
                        assertThat(compose.path("services").propertyNames()).contains(it));
    }

    /** In the cluster they are called as the chart calls them. */
    @ParameterizedTest
    @MethodSource("runbooks")
    void objectsThatCommandsNameAreTheCharts(Path page) {
        var rendered = Chart.scenario("rollouts").render();
        var named = Pattern.compile(
                        "(deployment|statefulset|rollout|secret|pvc|pod) (?:(?:\\S+ )??)(data-miniredis-[a-z0-9-]+|miniredis-[a-z0-9-]+)")
                .matcher(read(page))
                .results()
                .map(it -> it.group(2).replaceAll("^data-", "").replaceAll("-\\d$", ""));
        assertThat(named)
                .allSatisfy(it ->
                        assertThat(rendered.workloads().map(Resource::name)).contains(it));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
