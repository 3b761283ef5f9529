package io.miniredis.gateway.openapi;

import io.miniredis.kit.secret.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document: written as YAML, turned into JSON once when the gateway starts. */
@Component
public class OpenApiDocument {

    /** What browsers and tools ask for, which is no call of a program. */
    private static final List<String> BESIDE_THE_CONTRACT =
            List.of("/openapi.json", "/auth/providers/{providerId}/login", "/auth/providers/{providerId}/callback");

    private final byte[] json;
    private final String etag;
    private final Templates templates;

    OpenApiDocument(JsonMapper mapper) throws IOException {
        try (var yaml = new ClassPathResource("openapi/openapi.yaml").getInputStream()) {
            Map<String, Object> document = new Yaml(new SafeConstructor(strictly())).load(yaml);
            json = mapper.writeValueAsBytes(document);
            templates = new Templates(paths(document));
        }
        etag = "\"" + Tokens.sha256(new String(json, StandardCharsets.UTF_8)).substring(0, 32) + "\"";
    }

    @SuppressWarnings("unchecked")
    private static List<String> paths(Map<String, Object> document) {
        var paths = new ArrayList<>(BESIDE_THE_CONTRACT);
        if (document.get("paths") instanceof Map<?, ?> known) paths.addAll(((Map<String, ?>) known).keySet());
        return paths;
    }

    Templates templates() {
        return templates;
    }

    /** A key that stands twice is a slip that other readers of the document do not forgive. */
    private static LoaderOptions strictly() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return options;
    }

    public ServerResponse answer(ServerRequest request) {
        return request.checkNotModified(etag)
                .orElseGet(() -> ServerResponse.ok()
                        .eTag(etag)
                        .cacheControl(CacheControl.noCache())
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(json));
    }
}
