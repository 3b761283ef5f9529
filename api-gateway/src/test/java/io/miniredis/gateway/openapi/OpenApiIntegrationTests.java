package io.miniredis.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.gateway.testing.Gateway;
import io.miniredis.gateway.testing.GatewayTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@GatewayTest
class OpenApiIntegrationTests {

    @Autowired
    Gateway gateway;

    @Test
    void documentWhenAskedByAnyoneIsJsonWithAnEtag() {
        var answer = gateway.get("/api/v1/openapi.json");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json().path("openapi").asString()).isEqualTo("3.1.0");
        assertThat(answer.json().at("/info/title").asString()).isEqualTo("MiniRedis");
        var again = gateway.get("/api/v1/openapi.json", "If-None-Match", answer.header("ETag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.response().body()).isEmpty();
    }

    @Test
    void documentWhenReadHoldsTogether() {
        var document = gateway.get("/api/v1/openapi.json").json();
        var operations = new ArrayList<String>();
        document.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    if (!operation.isObject()) return;
                    operations.add(operation.path("operationId").asString());
                    assertThat(operation.path("responses").size()).isPositive();
                }));
        assertThat(operations).hasSizeGreaterThan(15).doesNotHaveDuplicates().doesNotContain("");
        assertThat(references(document))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(document.at(it.substring(1)).isMissingNode())
                        .as(it)
                        .isFalse());
    }

    private static List<String> references(JsonNode node) {
        var found = new ArrayList<String>();
        if (node.has("$ref")) found.add(node.path("$ref").asString());
        node.forEach(child -> found.addAll(references(child)));
        return found;
    }
}
