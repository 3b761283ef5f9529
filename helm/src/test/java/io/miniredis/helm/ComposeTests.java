package io.miniredis.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Compose's profile observability is the chart's observability on one machine. */
class ComposeTests {

    private static final Path CONFIG = Path.of("../docker/observability");

    @ParameterizedTest
    @CsvSource({
        "prometheus, /observability/prometheus/image",
        "grafana, /observability/grafana/image",
        "loki, /observability/loki/image",
        "log-shipper, /observability/loki/shipper/image",
        "collector, /observability/collector/image"
    })
    void observersWhenInComposeAreTheChartsVersions(String service, String setting) throws IOException {
        var image = yaml(Path.of("miniredis/values.yaml")).at(setting);
        var composed = yaml(Path.of("../docker-compose.yml")).path("services").path(service);
        assertThat(composed.path("image").asString())
                .isEqualTo(image.path("repository").asString() + ":"
                        + image.path("tag").asString());
        assertThat(composed.path("ports").valueStream())
                .allMatch(it -> it.asString().startsWith("127.0.0.1:"));
    }

    /** Without the profile nothing of it starts. */
    @Test
    void observersWhenNobodyAsksDoNotStart() throws IOException {
        var services = yaml(Path.of("../docker-compose.yml")).path("services");
        assertThat(services.valueStream()
                        .filter(it -> !it.path("image").asString().contains("MINIREDIS_IMAGES"))
                        .filter(it -> !it.path("image").asString().startsWith("postgres:")))
                .allMatch(it -> it.at("/profiles/0").asString("").equals("observability")
                        || it.at("/<</profiles/0").asString("").equals("observability"));
    }

    @Test
    void configurationWhenInComposeIsTheCharts() throws IOException {
        var rendered = Chart.scenario("everything").render();
        var loki = rendered.one("ConfigMap", "miniredis-loki")
                .at("/data")
                .path("loki.yaml")
                .asString();
        assertThat(yaml(CONFIG.resolve("loki.yaml"))).isEqualTo(document(loki));
        assertThat(yaml(CONFIG.resolve("grafana/dashboards/providers.yaml")))
                .isEqualTo(document(rendered.one("ConfigMap", "miniredis-grafana")
                        .at("/data")
                        .path("providers.yaml")
                        .asString()));
        assertThat(yaml(CONFIG.resolve("prometheus.yml"))
                        .at("/scrape_configs/0/static_configs")
                        .valueStream()
                        .map(it -> it.at("/labels/service").asString()))
                .containsExactlyInAnyOrder(
                        "frontend", "api-gateway", "backend", "auth-service", "node-manager", "monitoring-service");
    }

    private static JsonNode yaml(Path file) throws IOException {
        return document(Files.readString(file));
    }

    private static JsonNode document(String text) {
        return Rendered.JSON.valueToTree(Rendered.documents(text).findFirst().orElseThrow());
    }
}
