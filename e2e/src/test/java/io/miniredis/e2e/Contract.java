package io.miniredis.e2e;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The served OpenAPI document, held against every answer that a test gets. */
final class Contract {

    private static final List<String> METHODS = List.of("GET", "PUT", "POST", "PATCH", "DELETE");
    private static final JsonMapper json = JsonMapper.builder().build();

    /** What the door itself may answer to any call. */
    private static final Set<Integer> DOOR = Set.of(405, 413, 414, 415, 429, 431, 503, 504);

    private final JsonNode document;
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> known = new HashMap<>();

    Contract(JsonNode document) {
        this.document = document;
    }

    /** Fails when the document does not know this answer, or knows it otherwise. */
    void check(String method, String path, int status, String contentType, String body) {
        var operation = operation(method, path);
        if (operation == null) {
            // an unknown path has the one answer that every unknown path has
            if (status != 404 && status != 405) throw new AssertionError("not in the contract: " + method + " " + path);
            return;
        }
        var answer = operation.path("responses").path(String.valueOf(status));
        if (answer.isMissingNode()) {
            if (DOOR.contains(status)) return;
            throw new AssertionError("not in the contract: " + status + " to " + method + " " + path + ": " + body);
        }
        var content = resolve(answer).path("content");
        if (content.isEmpty()) return;
        var type = contentType.replaceFirst(";.*", "");
        var schema = content.path(type).path("schema");
        if (schema.isMissingNode()) throw new AssertionError(type + " is not what " + method + " " + path + " answers");
        if (!type.endsWith("json")) return;
        var errors = schema(schema).validate(body, InputFormat.JSON);
        if (!errors.isEmpty()) {
            throw new AssertionError(
                    "%s %s %d breaks the contract: %s%n%s".formatted(method, path, status, errors, body));
        }
    }

    /** Every call that it describes. */
    List<Call> calls() {
        var calls = new ArrayList<Call>();
        for (var path : document.path("paths").properties()) {
            for (var method : METHODS) {
                var operation = path.getValue().path(method.toLowerCase(Locale.ROOT));
                if (!operation.isMissingNode()) calls.add(call(method, path.getKey(), path.getValue(), operation));
            }
        }
        return calls;
    }

    private Call call(String method, String path, JsonNode item, JsonNode operation) {
        var right = operation.path("x-right");
        var needs = right.isArray()
                ? right.valueStream().map(JsonNode::asString).collect(Collectors.toSet())
                : Set.of(right.asString());
        var parameters = Stream.of(item, operation)
                .flatMap(it -> it.path("parameters").valueStream())
                .map(this::resolve)
                .map(it -> new Call.Parameter(
                        it.path("name").asString(),
                        it.path("in").asString(),
                        it.path("required").asBoolean(false),
                        resolve(it.path("schema"))))
                .toList();
        var body = operation.at("/requestBody/content/application~1json/schema");
        return new Call(method, path, operation.path("operationId").asString(), needs, parameters, resolve(body));
    }

    /** A schema with what it refers to in its place, one level deep. */
    JsonNode resolve(JsonNode node) {
        var reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    private JsonNode operation(String method, String path) {
        var plain = path.replaceFirst("\\?.*", "");
        for (var entry : document.path("paths").properties()) {
            var pattern = entry.getKey().replaceAll("\\{[^}]+}", "[^/]+");
            if (Pattern.matches(pattern, plain)) {
                var operation = entry.getValue().path(method.toLowerCase(Locale.ROOT));
                return operation.isMissingNode() ? null : operation;
            }
        }
        return null;
    }

    private Schema schema(JsonNode schema) {
        return known.computeIfAbsent(schema.toString(), it -> {
            var whole = (ObjectNode) json.readTree(it);
            whole.set("components", document.path("components"));
            return schemas.getSchema(whole.toString(), InputFormat.JSON);
        });
    }
}
