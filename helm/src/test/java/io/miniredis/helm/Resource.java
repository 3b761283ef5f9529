package io.miniredis.helm;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** One object as it is sent to the Kubernetes API. */
record Resource(JsonNode json) {

    private static final Set<String> RUN_PODS =
            Set.of("Deployment", "StatefulSet", "DaemonSet", "Rollout", "CronJob", "Job");

    String kind() {
        return json.path("kind").asString();
    }

    String name() {
        return at("/metadata/name").asString();
    }

    /** A part of it, by JSON pointer; missing where it is not there. */
    JsonNode at(String pointer) {
        return json.at(pointer);
    }

    String component() {
        return at("/metadata/labels").path("app.kubernetes.io/component").asString();
    }

    boolean runsPods() {
        return RUN_PODS.contains(kind());
    }

    JsonNode podTemplate() {
        return at(kind().equals("CronJob") ? "/spec/jobTemplate/spec/template" : "/spec/template");
    }

    JsonNode pod() {
        return podTemplate().path("spec");
    }

    List<JsonNode> containers() {
        return Stream.of("initContainers", "containers")
                .flatMap(it -> pod().path(it).valueStream())
                .toList();
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
