package io.miniredis.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A workflow of GitHub Actions.
 *
 * @param file where it is
 * @param json what it says
 */
record Workflow(Path file, JsonNode json) {

    static final Path FOLDER = Path.of("../.github/workflows");

    static Stream<Workflow> all() {
        try (var files = Files.list(FOLDER)) {
            return files.sorted().toList().stream().map(Workflow::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Workflow named(String name) {
        return read(FOLDER.resolve(name + ".yml"));
    }

    private static Workflow read(Path file) {
        try {
            return new Workflow(
                    file,
                    Rendered.JSON.valueToTree(Rendered.documents(Files.readString(file))
                            .findFirst()
                            .orElseThrow()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What starts it. YAML 1.1 reads the key "on" as true. */
    JsonNode triggers() {
        return json.has("on") ? json.path("on") : json.path("true");
    }

    List<Job> jobs() {
        return json.path("jobs")
                .propertyStream()
                .map(it -> new Job(it.getKey(), it.getValue()))
                .toList();
    }

    Job job(String id) {
        return new Job(id, json.path("jobs").path(id));
    }

    Stream<JsonNode> steps() {
        return jobs().stream().flatMap(it -> it.json().path("steps").valueStream());
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }

    /** One of its jobs. */
    record Job(String id, JsonNode json) {

        List<String> needs() {
            return json.path("needs").valueStream().map(JsonNode::asString).toList();
        }
    }
}
