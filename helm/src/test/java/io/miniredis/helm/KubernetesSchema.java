package io.miniredis.helm;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Kubernetes API's own types, and those of cert-manager, the Prometheus operator, Argo CD, Argo Rollouts, External Secrets and Sealed
 * Secrets, as one strict schema; src/test/schemas/extract.mjs makes it.
 */
final class KubernetesSchema {

    private static final ObjectNode DOCUMENT = read();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> KNOWN = new HashMap<>();

    private KubernetesSchema() {}

    /** What the API would refuse: fields it does not know, values of another type, what is missing. */
    static synchronized List<String> errors(JsonNode resource) {
        var kind = resource.path("apiVersion").asString() + "/"
                + resource.path("kind").asString();
        var type = DOCUMENT.path("kinds").path(kind);
        if (type.isMissingNode()) return List.of("unknown kind " + kind);
        var schema = KNOWN.computeIfAbsent(kind, _ -> REGISTRY.getSchema(withDefinitions(type)));
        return schema.validate(resource).stream()
                .map(it -> it.getInstanceLocation() + ": " + it.getMessage())
                .toList();
    }

    private static JsonNode withDefinitions(JsonNode type) {
        ObjectNode schema = Rendered.JSON.createObjectNode();
        schema.setAll((ObjectNode) type);
        schema.set("$defs", DOCUMENT.get("$defs"));
        return schema;
    }

    private static ObjectNode read() {
        try (var in = KubernetesSchema.class.getResourceAsStream("kubernetes.schema.json")) {
            return (ObjectNode) Rendered.JSON.readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
