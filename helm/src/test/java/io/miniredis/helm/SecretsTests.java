package io.miniredis.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which secrets come, and that those that were made are kept. */
class SecretsTests {

    /** What each service's configuration asks for (docs/configuration.md), and not a key more. */
    private static final Map<String, Set<String>> KEYS = Map.of(
            "postgres-main", Set.of("password"),
            "postgres-auth", Set.of("password"),
            "backend", Set.of("MINIREDIS_SECRET_KEY", "POSTGRES_MAIN_PASSWORD", "SERVICE_CLIENT_SECRET"),
            "api-gateway", Set.of("SERVICE_CLIENT_SECRET"),
            "node-manager", Set.of("SERVICE_CLIENT_SECRET"),
            "monitoring-service", Set.of("SERVICE_CLIENT_SECRET"),
            "auth-service",
                    Set.of(
                            "MINIREDIS_SECRET_KEY",
                            "POSTGRES_AUTH_PASSWORD",
                            "CLIENT_SECRET_API_GATEWAY",
                            "CLIENT_SECRET_BACKEND",
                            "CLIENT_SECRET_MONITORING_SERVICE",
                            "CLIENT_SECRET_NODE_MANAGER"));

    @Test
    void generateWhenNothingIsGivenMakesEachServiceItsOwn() {
        var secrets = secrets(Chart.scenario("default").render());
        assertThat(secrets.keySet()).isEqualTo(KEYS.keySet());
        secrets.forEach((component, values) -> assertThat(values.keySet()).isEqualTo(KEYS.get(component)));
        assertThat(values(secrets)).allMatch(it -> it.length() >= 43);
    }

    @Test
    void generateWhenTwoServicesShareASecretGivesThemTheSame() {
        var secrets = secrets(Chart.scenario("default").render());
        assertThat(secrets.get("postgres-main").get("password"))
                .isEqualTo(secrets.get("backend").get("POSTGRES_MAIN_PASSWORD"));
        assertThat(secrets.get("postgres-auth").get("password"))
                .isEqualTo(secrets.get("auth-service").get("POSTGRES_AUTH_PASSWORD"));
        for (var client : List.of("api-gateway", "backend", "node-manager", "monitoring-service"))
            assertThat(secrets.get(client).get("SERVICE_CLIENT_SECRET"))
                    .isEqualTo(secrets.get("auth-service")
                            .get("CLIENT_SECRET_" + client.toUpperCase().replace('-', '_')));
        // what one service encrypts is of no use to the other
        assertThat(secrets.get("backend").get("MINIREDIS_SECRET_KEY"))
                .isNotEqualTo(secrets.get("auth-service").get("MINIREDIS_SECRET_KEY"));
        assertThat(new TreeSet<>(values(secrets))).hasSize(8);
    }

    @Test
    void generateWhenAKeyIsMadeMakesThirtyTwoBytes() {
        var key = secrets(Chart.scenario("default").render()).get("backend").get("MINIREDIS_SECRET_KEY");
        assertThat(key).startsWith("k1:");
        assertThat(Base64.getDecoder().decode(key.substring(3))).hasSize(32);
    }

    @Test
    void generateWhenInstalledAgainKeepsWhatIsThere() {
        var chart = Chart.scenario("default");
        var first = chart.render();
        var before = secrets(first);
        first.all("Secret").forEach(it -> Cluster.running().put(it.json()));
        // what was not there before is made, what was is kept
        var after = secrets(chart.with("backup: {enabled: true}").renderAgain());
        assertThat(after).containsAllEntriesOf(before);
        assertThat(after.get("backup").get("POSTGRES_MAIN_PASSWORD"))
                .isEqualTo(before.get("backend").get("POSTGRES_MAIN_PASSWORD"));
    }

    @Test
    void generateWhenOneSecretWasLostTakesItFromWhereItStillIs() {
        var chart = Chart.scenario("default");
        var first = chart.render();
        var before = secrets(first);
        first.all("Secret")
                .filter(it -> !it.component().equals("backend"))
                .forEach(it -> Cluster.running().put(it.json()));
        var after = secrets(chart.renderAgain()).get("backend");
        assertThat(after.get("POSTGRES_MAIN_PASSWORD"))
                .isEqualTo(before.get("backend").get("POSTGRES_MAIN_PASSWORD"));
        assertThat(after.get("SERVICE_CLIENT_SECRET"))
                .isEqualTo(before.get("backend").get("SERVICE_CLIENT_SECRET"));
        assertThat(after.get("MINIREDIS_SECRET_KEY"))
                .isNotEqualTo(before.get("backend").get("MINIREDIS_SECRET_KEY"));
    }

    @Test
    void generateWhenTwoClustersAreEmptyMakesOthers() {
        var chart = Chart.scenario("default");
        Cluster.running().clear();
        assertThat(secrets(chart.renderAgain())).isNotEqualTo(secrets(chart.renderAgain()));
    }

    @Test
    void generateWhenGivenTakesThatEverywhere() {
        var chart = Chart.MINIREDIS.with(
                "secrets: {values: {CLIENT_SECRET_BACKEND: theirs, MINIREDIS_AUTH_SECRET_KEY: \"%s\"}}"
                        .formatted("k9:" + "A".repeat(43) + "="));
        var first = chart.render();
        var secrets = secrets(first);
        assertThat(secrets.get("backend").get("SERVICE_CLIENT_SECRET")).isEqualTo("theirs");
        assertThat(secrets.get("auth-service").get("CLIENT_SECRET_BACKEND")).isEqualTo("theirs");
        assertThat(secrets.get("auth-service").get("MINIREDIS_SECRET_KEY")).startsWith("k9:");
        assertThat(secrets.get("backend").get("MINIREDIS_SECRET_KEY")).startsWith("k1:");
    }

    @Test
    void externalWhenChosenReadsEachSecretFromOnePlace() {
        var rendered = Chart.scenario("external-secrets").render();
        assertThat(rendered.all("Secret")).isEmpty();
        KEYS.forEach((component, keys) ->
                assertThat(remote(rendered, component).keySet()).isEqualTo(keys));
        assertThat(remote(rendered, "backend").get("SERVICE_CLIENT_SECRET"))
                .isEqualTo("miniredis/test/CLIENT_SECRET_BACKEND")
                .isEqualTo(remote(rendered, "auth-service").get("CLIENT_SECRET_BACKEND"));
        assertThat(remote(rendered, "postgres-main").get("password"))
                .isEqualTo("miniredis/test/POSTGRES_MAIN_PASSWORD")
                .isEqualTo(remote(rendered, "backup").get("POSTGRES_MAIN_PASSWORD"));
        assertThat(remote(rendered, "auth-service").get("MINIREDIS_SECRET_KEY")).endsWith("/MINIREDIS_AUTH_SECRET_KEY");
        assertThat(rendered.all("ExternalSecret"))
                .allMatch(it -> it.at("/spec/target/name").asString().equals(it.name()))
                .allMatch(it -> it.at("/spec/target/deletionPolicy").asString().equals("Retain"));
    }

    @Test
    void sealedWhenChosenHoldsTheSameKeys() {
        var rendered = Chart.scenario("sealed-secrets").render();
        assertThat(rendered.all("Secret")).isEmpty();
        KEYS.forEach((component, keys) -> {
            var sealed = rendered.one("SealedSecret", "miniredis-" + component);
            assertThat(Set.copyOf(sealed.at("/spec/encryptedData").propertyNames()))
                    .isEqualTo(keys);
            // the controller refuses another name or namespace than what was sealed for
            assertThat(sealed.at("/spec/template/metadata/name").asString()).isEqualTo(sealed.name());
        });
    }

    @Test
    void existingWhenChosenMakesNone() {
        var rendered = Chart.scenario("existing-secrets").render();
        assertThat(rendered.all("Secret", "ExternalSecret", "SealedSecret")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"existing", "sealed"})
    void refusalWhenSecretsAreMissingNamesEachOfThem(String mode) {
        var refusal =
                Chart.MINIREDIS.with("secrets: {mode: %s}".formatted(mode)).refusal();
        assertThat(KEYS.keySet()).allSatisfy(it -> assertThat(refusal).contains("secrets." + mode + "." + it));
    }

    private static Map<String, Map<String, String>> secrets(Rendered rendered) {
        return new TreeMap<>(rendered.all("Secret")
                .collect(Collectors.toMap(
                        Resource::component,
                        it -> it.at("/data")
                                .propertyStream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry -> decoded(entry.getValue().asString()))))));
    }

    private static List<String> values(Map<String, Map<String, String>> secrets) {
        return secrets.values().stream().flatMap(it -> it.values().stream()).toList();
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static Map<String, String> remote(Rendered rendered, String component) {
        return Stream.of(rendered.one("ExternalSecret", "miniredis-" + component))
                .flatMap(it -> it.at("/spec/data").valueStream())
                .collect(Collectors.toMap(
                        it -> it.path("secretKey").asString(),
                        it -> it.at("/remoteRef/key").asString()));
    }
}
