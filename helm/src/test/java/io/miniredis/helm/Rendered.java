package io.miniredis.helm;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The objects of a chart. */
record Rendered(List<Resource> resources) {

    static final JsonMapper JSON = new JsonMapper();

    static Rendered of(String yaml) {
        return new Rendered(
                documents(yaml).map(it -> new Resource(JSON.valueToTree(it))).toList());
    }

    /** A key that is there twice is an error, as it is for the Kubernetes API. */
    static Stream<Object> documents(String yaml) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return StreamSupport.stream(new Yaml(options).loadAll(yaml).spliterator(), false)
                .filter(Objects::nonNull);
    }

    Stream<Resource> all(String... kinds) {
        var wanted = List.of(kinds);
        return resources.stream().filter(it -> wanted.contains(it.kind()));
    }

    Resource one(String kind, String name) {
        return all(kind)
                .filter(it -> it.name().equals(name))
                .findAny()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name + " among "
                        + all(kind).map(Resource::name).toList()));
    }

    boolean has(String kind, String name) {
        return all(kind).anyMatch(it -> it.name().equals(name));
    }

    /** What runs pods. */
    Stream<Resource> workloads() {
        return resources.stream().filter(Resource::runsPods);
    }

    /** The workloads whose pods a selector finds. */
    List<Resource> selectedBy(JsonNode matchLabels) {
        Predicate<Resource> matches = it -> matchLabels
                .propertyStream()
                .filter(label -> !label.getKey().equals("statefulset.kubernetes.io/pod-name"))
                .allMatch(label -> label.getValue()
                        .equals(it.podTemplate().at("/metadata/labels").path(label.getKey())));
        return workloads().filter(matches).toList();
    }
}
