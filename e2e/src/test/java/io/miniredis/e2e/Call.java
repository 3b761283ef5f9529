package io.miniredis.e2e;

import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * One call of the contract.
 *
 * @param path with {@code {names}} in it
 * @param needs what its caller needs, the words of {@code x-right}
 * @param parameters those of path, query and header
 * @param body the schema of its body; a missing node where it takes none
 */
record Call(String method, String path, String id, Set<String> needs, List<Parameter> parameters, JsonNode body) {

    /** @param in path, query or header */
    record Parameter(String name, String in, boolean required, JsonNode schema) {}

    boolean isOpen() {
        return needs.contains("open");
    }

    boolean hasBody() {
        return !body.isMissingNode();
    }

    /** The path with the given values in place of the names. */
    String at(Map<String, String> values) {
        var filled = path;
        for (var value : values.entrySet()) filled = filled.replace("{" + value.getKey() + "}", value.getValue());
        if (filled.contains("{")) throw new IllegalArgumentException("nothing to put into " + filled);
        return filled;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
