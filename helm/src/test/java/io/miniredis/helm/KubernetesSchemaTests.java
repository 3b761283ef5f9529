package io.miniredis.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the schema, on which the other tests lean, finds what is wrong. */
class KubernetesSchemaTests {

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: it, labels: {a: b}}
            spec:
              replicas: 1
              selector: {matchLabels: {a: b}}
              template:
                metadata: {labels: {a: b}}
                spec:
                  containers:
                    - name: it
                      image: it:1
                      imagePullPolicy: Always
                      ports: [{containerPort: 80, protocol: TCP}]
            """;

    @Test
    void errorsWhenAllIsRightNone() {
        assertThat(errors(DEPLOYMENT)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replicas: 1 | replica: 1 | replica",
                "replicas: 1 | replicas: \"1\" | /spec/replicas",
                "selector: {matchLabels: {a: b}} | paused: true | selector",
                "containerPort: 80 | containerport: 80 | containerport",
                "imagePullPolicy: Always | imagePullPolicy: Sometimes | imagePullPolicy",
                "labels: {a: b}} | labels: {a: 1}} | /metadata/labels/a",
                "image: it:1 | command: ls | command",
                "apps/v1 | apps/v1beta1 | unknown kind",
                "image: it:1 | env: [{name: A, value: 1}] | /env/0/value",
                "image: it:1 | livenessProbe: null | livenessProbe",
            })
    void errorsWhenSomethingIsWrongNamesIt(String right, String wrong, String named) {
        assertThat(DEPLOYMENT).contains(right);
        assertThat(errors(DEPLOYMENT.replace(right, wrong)))
                .isNotEmpty()
                .anySatisfy(it -> assertThat(it).contains(named));
    }

    @Test
    void errorsWhenARolloutsStepIsUnknownNamesIt() {
        var rollout = """
                apiVersion: argoproj.io/v1alpha1
                kind: Rollout
                metadata: {name: it}
                spec:
                  strategy: {canary: {steps: [{setWeights: 5}]}}
                """;
        assertThat(errors(rollout)).anySatisfy(it -> assertThat(it).contains("setWeights"));
    }

    private static List<String> errors(String yaml) {
        return KubernetesSchema.errors(Rendered.of(yaml).resources().getFirst().json());
    }
}
