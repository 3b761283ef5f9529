package io.miniredis.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What Argo CD is told. */
class ArgoCdTests {

    @Test
    void rootIsAnApplicationOfThisFolder() throws IOException {
        var root = Rendered.of(Files.readString(Path.of("argocd/root.yaml")))
                .resources()
                .getFirst();
        assertThat(KubernetesSchema.errors(root.json())).isEmpty();
        assertThat(Path.of("..", root.at("/spec/source/path").asString(), "Chart.yaml"))
                .exists();
        assertThat(root.at("/spec/source/repoURL")).isEqualTo(root.at("/spec/source/helm/parameters/0/value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"staging", "prod"})
    void environmentReadsFilesThatAreThere(String environment) {
        var application = Chart.ARGOCD.render().one("Application", "miniredis-" + environment);
        var chart = Path.of("..", application.at("/spec/source/path").asString());
        assertThat(application.at("/spec/source/helm/valueFiles").valueStream())
                .hasSize(2)
                .allSatisfy(it -> assertThat(chart.resolve(it.asString())).exists());
        assertThat(application.at("/spec/destination/namespace").asString()).isEqualTo("miniredis-" + environment);
    }

    /** Argo CD asks no cluster as it renders: what is made at random would be another with every look. */
    @ParameterizedTest
    @ValueSource(strings = {"staging", "prod"})
    void environmentMakesNothingAtRandom(String environment) {
        var chart = Chart.scenarios()
                .filter(it -> it.toString().contains("values-" + environment))
                .findAny()
                .orElseThrow();
        Cluster.running().clear();
        assertThat(chart.renderAgain()).isEqualTo(chart.renderAgain());
    }

    @ParameterizedTest
    @ValueSource(strings = {"staging", "prod"})
    void projectAllowsEveryKindOfTheEnvironmentAndNoOtherPlace(String environment) {
        var project = Chart.ARGOCD.render().one("AppProject", "miniredis-" + environment);
        var allowed = project.at("/spec/namespaceResourceWhitelist")
                .valueStream()
                .map(it -> it.path("group").asString() + "/" + it.path("kind").asString())
                .toList();
        Chart.scenarios().flatMap(it -> it.render().resources().stream()).forEach(it -> {
            var version = it.at("/apiVersion").asString();
            assertThat(allowed)
                    .contains((version.contains("/") ? version.replaceAll("/.*", "") : "") + "/" + it.kind());
        });
        assertThat(project.at("/spec/destinations")).hasSize(1);
        assertThat(project.at("/spec/destinations/0/namespace").asString()).isEqualTo("miniredis-" + environment);
        assertThat(project.at("/spec/clusterResourceWhitelist")
                        .valueStream()
                        .map(it -> it.path("kind").asString()))
                .containsExactly("Namespace");
    }

    @Test
    void wavesBringProjectsThenAddonsThenStagingThenProduction() {
        var rendered =
                Chart.ARGOCD.with(Path.of("argocd/ci/addons-values.yaml")).render();
        assertThat(wave(rendered.one("AppProject", "miniredis-prod")))
                .isLessThan(wave(rendered.one("Application", "argo-rollouts")));
        assertThat(wave(rendered.one("Application", "argo-rollouts")))
                .isLessThan(wave(rendered.one("Application", "miniredis-staging")));
        assertThat(wave(rendered.one("Application", "miniredis-staging")))
                .isLessThan(wave(rendered.one("Application", "miniredis-prod")));
    }

    @Test
    void wavesInsideThePlatformBringWhatIsReadThenDatabasesThenServicesThenDoors() {
        var rendered = Chart.scenarios()
                .filter(it -> it.toString().contains("values-staging"))
                .findAny()
                .orElseThrow()
                .render();
        var read = rendered.all("ConfigMap", "ExternalSecret", "NetworkPolicy", "ServiceAccount")
                .filter(it -> !it.component().equals("dashboards"))
                .mapToInt(ArgoCdTests::wave)
                .max()
                .orElseThrow();
        assertThat(read).isLessThan(wave(rendered.one("StatefulSet", "miniredis-postgres-main")));
        assertThat(wave(rendered.one("StatefulSet", "miniredis-postgres-main")))
                .isLessThan(wave(rendered.one("Rollout", "miniredis-backend")));
        assertThat(wave(rendered.one("Rollout", "miniredis-backend")))
                .isLessThan(wave(rendered.one("StatefulSet", "miniredis-node-manager")));
        assertThat(wave(rendered.one("StatefulSet", "miniredis-node-manager")))
                .isLessThan(wave(rendered.one("Rollout", "miniredis-api-gateway")));
        assertThat(wave(rendered.one("Rollout", "miniredis-api-gateway")))
                .isLessThan(wave(rendered.one("Deployment", "miniredis-frontend")));
        assertThat(wave(rendered.one("Deployment", "miniredis-frontend")))
                .isLessThanOrEqualTo(wave(rendered.one("Ingress", "miniredis-ingress")));
    }

    @Test
    void environmentsWhenTheirNamespaceIsMadeEnforceTheRestrictedStandard() {
        assertThat(Chart.ARGOCD.render().all("Application"))
                .allSatisfy(it -> assertThat(it.at("/spec/syncPolicy/managedNamespaceMetadata/labels")
                                .path("pod-security.kubernetes.io/enforce")
                                .asString())
                        .isEqualTo("restricted"));
    }

    private static int wave(Resource resource) {
        JsonNode wave = resource.at("/metadata/annotations").path("argocd.argoproj.io/sync-wave");
        assertThat(wave.isString()).as("wave of %s", resource).isTrue();
        return Integer.parseInt(wave.asString());
    }
}
