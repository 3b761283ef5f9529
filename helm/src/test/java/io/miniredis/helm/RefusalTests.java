package io.miniredis.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the schema of values and the chart itself refuse, and that they name it. */
class RefusalTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "bogus: 1 | 'bogus' not allowed",
                "backend: {replica: 3} | 'replica' not allowed",
                "backend: {replicas: 0} | /backend/replicas",
                "backend: {replicas: \"2\"} | /backend/replicas",
                "backend: {resources: {limits: {cpu: 1}}, x: 1} | 'x' not allowed",
                "backend: {resources: {limits: {memory: 1 GB}}} | /backend/resources/limits/memory",
                "backend: {resources: {limits: {cpu: null}}} | missing property 'cpu'",
                "backend: {config: {lower: x}} | invalid propertyName 'lower'",
                "backend: {config: {SOME_PASSWORD: x}} | invalid propertyName 'SOME_PASSWORD'",
                "image: {tag: latest} | /image/tag",
                "image: {tag: \"a b\"} | /image/tag",
                "postgres: {image: {tag: latest}} | /postgres/image/tag",
                "nodeManager: {exposure: {type: Ingress}} | /nodeManager/exposure/type",
                "nodeManager: {ports: {start: 80}} | /nodeManager/ports/start",
                "nodeManager: {hosts: 0} | /nodeManager/hosts",
                "secrets: {mode: vault} | /secrets/mode",
                "secrets: {values: {MINIREDIS_SECRET_KEY: short}} | /secrets/values/MINIREDIS_SECRET_KEY",
                "secrets: {values: {OTHER: x}} | 'OTHER' not allowed",
                "ingress: {hosts: [\"https://redis.example.org\"]} | /ingress/hosts/0",
                "networkPolicy: {tenants: [everywhere]} | /networkPolicy/tenants/0",
                "scheduling: {antiAffinity: yes please} | /scheduling/antiAffinity",
                "rollouts: {steps: [100]} | /rollouts/steps/0",
                "backup: {schedule: daily} | /backup/schedule",
                "backup: {s3: {url: \"https://x\"}} | /backup/s3/url",
                "postgres: {main: {external: {url: \"postgres://x/y\"}}} | /postgres/main/external/url",
                "observability: {logFormat: xml} | /observability/logFormat",
                "publicUrl: redis.example.org | /publicUrl",
                "accounts: {operators: [somebody]} | /accounts/operators/0",
                "accounts: {auditKeep: 3 months} | /accounts/auditKeep",
                "mail: {encryption: ssl} | /mail/encryption",
                "mail: {password: x} | 'password' not allowed",
                "oidc: {issuer: \"http://login.example.org\"} | /oidc/issuer",
            })
    void schemaWhenAValueIsWrongNamesIt(String values, String named) {
        assertThat(Chart.MINIREDIS.with(values).refusal()).contains(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "ingress: {enabled: true} | ingress.hosts is empty",
                "ingress: {enabled: true, hosts: [a.example.org]} | ingress.tls needs a certificate",
                "ingress: {tls: {issuer: {name: x, acme: {enabled: true, server: \"https://a\", email: a@b}}}} | kind has to be Issuer",
                "ingress: {tls: {issuer: {name: x, kind: Issuer, acme: {enabled: true}}}} | needs server and email",
                "secrets: {mode: external} | secrets.external.store.name is missing",
                "postgres: {main: {external: {url: \"jdbc:postgresql://h/d\"}}} | secrets.values.POSTGRES_MAIN_PASSWORD is missing",
                "backup: {enabled: true, store: s3} | backup.s3.url is missing",
                "backup: {enabled: true, store: s3, s3: {url: \"s3://b\"}} | secrets.values.S3_ACCESS_KEY_ID is missing",
                "backend: {autoscaling: {maxReplicas: 20}} | postgres.main.maxConnections is 200, but 20 replicas",
                "authService: {replicas: 20} | postgres.auth.maxConnections is 200, but 20 replicas",
                "accounts: {verification: required} | mail.host is missing",
                "mail: {host: mail.example.org} | mail.from is missing",
                "oidc: {issuer: \"https://login.example.org\"} | oidc.clientId is missing",
                "backend: {autoscaling: {minReplicas: 7}} | backend.autoscaling.minReplicas is above maxReplicas",
            })
    void chartWhenValuesDoNotFitTogetherSaysWhy(String values, String why) {
        assertThat(Chart.MINIREDIS.with(values).refusal()).contains(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "bogus: 1 | 'bogus' not allowed",
                "environments: {staging: {wave: soon}} | /environments/staging/wave",
                "environments: {staging: {podSecurity: none}} | /environments/staging/podSecurity",
                "addons: [{name: x, repository: y, chart: z, namespace: n, version: \"*\"}] | /addons/0/version",
            })
    void argocdWhenAValueIsWrongNamesIt(String values, String named) {
        assertThat(Chart.ARGOCD.with(values).refusal()).contains(named);
    }

    /** The schema knows all that values.yaml has and nothing else, at every level. */
    @Test
    void schemaHasEverySettingOfTheValuesAndNoOther() throws IOException {
        var schema = Rendered.JSON.readTree(Path.of("miniredis/values.schema.json"));
        JsonNode values =
                Rendered.JSON.valueToTree(Rendered.documents(Files.readString(Path.of("miniredis/values.yaml")))
                        .findFirst()
                        .orElseThrow());
        sameKeys(schema, schema, values, "");
    }

    private static void sameKeys(JsonNode root, JsonNode schema, JsonNode values, String path) {
        var resolved =
                schema.has("$ref") ? root.at(schema.path("$ref").asString().substring(1)) : schema;
        if (!resolved.has("properties") || !values.isObject()) return;
        // in these the values hold examples or nothing
        if (path.matches("/secrets/(values|existing|sealed)")) return;
        var known = resolved.path("properties").propertyNames().stream()
                .filter(it -> !it.equals("global") && !it.equals("cidrs"))
                .toList();
        assertThat(known)
                .as("schema of %s", path)
                .containsExactlyInAnyOrderElementsOf(values.propertyNames().stream()
                        .filter(it -> !it.equals("cidrs"))
                        .toList());
        assertThat(resolved.path("additionalProperties").asBoolean(true))
                .as(path)
                .isFalse();
        known.forEach(it -> sameKeys(root, resolved.path("properties").path(it), values.path(it), path + "/" + it));
    }

    @Test
    void valuesAreReadInOneSitting() throws IOException {
        assertThat(Files.readAllLines(Path.of("miniredis/values.yaml"))).hasSizeLessThan(300);
    }

    /** A registry is where somebody installs, not where this was written. */
    @Test
    void defaultsNameNoRegistry() {
        assertThat(Chart.scenario("default").render().workloads().flatMap(it -> it.containers().stream()))
                .allMatch(it -> !it.path("image").asString().split("/")[0].matches(".*[.:].*/.*"));
    }
}
