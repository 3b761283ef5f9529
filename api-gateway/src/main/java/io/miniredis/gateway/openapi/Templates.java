package io.miniredis.gateway.openapi;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names paths by the templates of the contract: {@code /api/v1/databases/db_1} is {@code /api/v1/databases/{databaseId}}. */
public final class Templates {

    /** What the contract does not know. */
    public static final String OTHER = "other";

    private static final String BASE = "/api/v1";

    /** One step of a path: the next ones by their text, and the one that stands for any text. */
    private static final class Step {
        private final Map<String, Step> named = new HashMap<>();
        private @Nullable Step any;
        private @Nullable String template;
    }

    private final Step root = new Step();

    /** @param templates as the contract has them, without the base */
    public Templates(Collection<String> templates) {
        for (var template : templates) {
            var step = root;
            for (var word : template.substring(1).split("/", -1)) {
                if (!word.startsWith("{")) {
                    step = step.named.computeIfAbsent(word, it -> new Step());
                    continue;
                }
                if (step.any == null) step.any = new Step();
                step = step.any;
            }
            step.template = BASE + template;
        }
    }

    public String of(String path) {
        if (!path.startsWith(BASE + "/")) return OTHER;
        var found = find(root, path, BASE.length() + 1);
        return found == null ? OTHER : found;
    }

    private static @Nullable String find(Step step, String path, int begin) {
        if (begin > path.length()) return step.template;
        var slash = path.indexOf('/', begin);
        var end = slash < 0 ? path.length() : slash;
        var named = step.named.get(path.substring(begin, end));
        var found = named == null ? null : find(named, path, end + 1);
        return found == null && step.any != null && end > begin ? find(step.any, path, end + 1) : found;
    }
}
