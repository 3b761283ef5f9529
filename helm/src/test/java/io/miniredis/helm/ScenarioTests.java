package io.miniredis.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every object of every scenario. */
class ScenarioTests {

    @Test
    void lintWhenStrictFindsNothing() {
        assertThat(Chart.MINIREDIS.lint().getMessages()).allMatch(it -> it.startsWith("[INFO]"));
        assertThat(Chart.ARGOCD.lint().getMessages()).allMatch(it -> it.startsWith("[INFO]"));
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#all")
    void everyObjectIsKnownToTheApiToTheLastField(Chart chart) {
        var rendered = chart.render();
        assertThat(rendered.resources()).isNotEmpty();
        assertThat(rendered.resources())
                .allSatisfy(it -> assertThat(KubernetesSchema.errors(it.json())).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#all")
    void everyNameIsValidAndThereOnce(Chart chart) {
        var seen = new HashSet<String>();
        assertThat(chart.render().resources()).allSatisfy(it -> {
            assertThat(it.name()).matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?").hasSizeLessThanOrEqualTo(63);
            assertThat(seen.add(it.kind() + "/" + it.name()))
                    .as("twice: %s", it)
                    .isTrue();
            // room for what controllers append: a pod's hash or number, a job's time
            if (it.kind().equals("StatefulSet") || it.kind().equals("CronJob"))
                assertThat(it.name()).hasSizeLessThanOrEqualTo(52);
        });
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void namesWhenTheReleasesIsAsLongAsMayBeAreValid(Chart chart) {
        var rendered = chart.named("a-release-whose-name-is-as-long-as-helm-lets-it-be-53")
                .render();
        assertThat(rendered.resources())
                .allSatisfy(it -> assertThat(it.name()).hasSizeLessThanOrEqualTo(52))
                .allSatisfy(it -> assertThat(KubernetesSchema.errors(it.json())).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#all")
    void renderWhenNothingChangedIsTheSame(Chart chart) {
        var first = chart.render();
        first.all("Secret").forEach(it -> Cluster.running().put(it.json()));
        assertThat(chart.renderAgain()).isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void everyObjectIsLabelledAndInTheNamespace(Chart chart) {
        assertThat(chart.render().resources()).allSatisfy(it -> {
            assertThat(it.at("/metadata/namespace").asString()).isEqualTo(Chart.NAMESPACE);
            var labels = it.at("/metadata/labels");
            assertThat(labels.path("app.kubernetes.io/instance").asString()).isEqualTo("miniredis");
            assertThat(it.component()).isNotEmpty();
            assertThat(labels.valueStream())
                    .allSatisfy(label ->
                            assertThat(label.asString()).matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?"));
        });
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void notesTellWhatToDoNextAndNoSecret(Chart chart) {
        var rendered = chart.render();
        var notes = chart.notes();
        rendered.all("Ingress")
                .flatMap(it -> it.at("/spec/rules").valueStream())
                .forEach(
                        it -> assertThat(notes).contains("://" + it.path("host").asString()));
        if (rendered.all("Ingress").findAny().isEmpty())
            assertThat(notes).contains("service/miniredis-frontend 5173:80");
        assertThat(notes)
                .contains("get pods")
                .contains("Tenants reach databases on ports")
                .doesNotContain("<no value>", "%!");
        rendered.all("Secret")
                .flatMap(it -> it.at("/data").valueStream())
                .forEach(it -> assertThat(notes)
                        .doesNotContain(
                                it.asString(), new String(Base64.getDecoder().decode(it.asString()))));
    }
}
