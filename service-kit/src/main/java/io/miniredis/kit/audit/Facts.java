package io.miniredis.kit.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes facts as JSON. What is named like a secret is left out even where a feature gave it by mistake. */
final class Facts {

    private static final Pattern SECRET = Pattern.compile("(?i)password|secret|token|hash|recovery");
    private static final String LEFT_OUT = "(left out)";

    private final JsonMapper json;

    Facts(JsonMapper json) {
        this.json = json;
    }

    @Nullable
    String json(@Nullable Map<String, ?> facts) {
        if (facts == null) return null;
        var told = new LinkedHashMap<String, @Nullable Object>();
        facts.forEach((name, value) ->
                told.put(name, value != null && SECRET.matcher(name).find() ? LEFT_OUT : value));
        return json.writeValueAsString(told);
    }
}
