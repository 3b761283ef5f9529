package io.miniredis.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who comes in: mail, login provider, operators, other sites, by settings with names. */
class PeopleTests {

    private static final Chart PEOPLE = Chart.scenario("people");

    @Test
    void authServiceWhenPeopleAreSetLearnsThemByItsVariables() {
        assertThat(settings(PEOPLE, "auth-service"))
                .containsAllEntriesOf(Map.of(
                        "MINIREDIS_PUBLIC_URL", "https://redis.example.org",
                        "MINIREDIS_VERIFICATION", "required",
                        "MINIREDIS_OPERATORS", "ops@example.org,night@example.org",
                        "MINIREDIS_AUDIT_KEEP", "365d",
                        "MINIREDIS_MAIL_HOST", "mail.example.org",
                        "MINIREDIS_MAIL_PORT", "465",
                        "MINIREDIS_MAIL_ENCRYPTION", "tls",
                        "MINIREDIS_MAIL_FROM", "MiniRedis <noreply@example.org>",
                        "MINIREDIS_MAIL_USER", "miniredis",
                        "MINIREDIS_OIDC_ISSUER", "https://login.example.org:8443/realms/company"))
                .containsAllEntriesOf(Map.of(
                        "MINIREDIS_OIDC_CLIENT_ID", "miniredis",
                        "MINIREDIS_OIDC_NAME", "Company",
                        "MINIREDIS_OIDC_ID", "company"));
    }

    /** The same names stand in the services' own configuration, so none of them is set for nobody. */
    @Test
    void variablesWhenPeopleAreSetAreReadByTheirService() throws Exception {
        for (var service : new String[] {"auth-service", "api-gateway", "backend"})
            assertThat(settings(PEOPLE, service).keySet().stream().filter(it -> it.startsWith("MINIREDIS_")))
                    .isSubsetOf(Stream.concat(
                                    ConfigurationTests.variables(service).stream(), Stream.of("MINIREDIS_SECRETS_DIR"))
                            .toList());
    }

    @Test
    void gatewayAndBackendWhenPeopleAreSetLearnTheirPart() {
        assertThat(settings(PEOPLE, "api-gateway"))
                .containsEntry("MINIREDIS_CORS_ORIGINS", "https://app.example.org,https://admin.example.org")
                .containsEntry("MINIREDIS_PUBLIC_URL", "https://redis.example.org");
        assertThat(settings(PEOPLE, "backend")).containsEntry("MINIREDIS_AUDIT_KEEP", "365d");
    }

    @Test
    void secretsWhenTheyAreNamedAreMountedByTheAuthServiceAlone() {
        var rendered = PEOPLE.render();
        assertThat(secrets(rendered.one("Deployment", "miniredis-auth-service")))
                .containsExactly("miniredis-auth-service", "mail", "oidc-client");
        assertThat(rendered.workloads().filter(it -> !it.component().equals("auth-service")))
                .allSatisfy(it -> assertThat(secrets(it)).doesNotContain("mail", "oidc-client"));
    }

    @Test
    void policyWhenMailAndProviderAreOutsideLetsTheAuthServiceAloneGoThere() {
        var ports = PEOPLE.render()
                .one("NetworkPolicy", "miniredis-auth-service")
                .at("/spec/egress")
                .valueStream()
                // to anywhere: where they are is not known
                .filter(it -> !it.has("to"))
                .flatMap(it -> it.path("ports").valueStream())
                .map(it -> it.path("port").asInt());
        assertThat(ports).containsExactly(465, 8443);
        assertThat(PEOPLE.render()
                        .all("NetworkPolicy")
                        .filter(it -> it.at("/spec/egress").valueStream().anyMatch(rule -> !rule.has("to"))))
                .hasSize(1);
    }

    @Test
    void valuesWhenNobodyIsSetSayNothing() {
        assertThat(settings(Chart.scenario("default"), "auth-service").keySet())
                .noneMatch(it -> it.matches("MINIREDIS_(MAIL|OIDC|OPERATORS|PUBLIC).*"));
        assertThat(settings(Chart.scenario("default"), "api-gateway")).doesNotContainKey("MINIREDIS_CORS_ORIGINS");
    }

    /** What is set by {@code config} stays what counts, so that nothing changes for who did so. */
    @Test
    void configWhenItSaysOtherwiseWins() {
        assertThat(settings(PEOPLE.with("authService: {config: {MINIREDIS_MAIL_PORT: \"25\"}}"), "auth-service"))
                .containsEntry("MINIREDIS_MAIL_PORT", "25");
    }

    private static Map<String, String> settings(Chart chart, String service) {
        var settings = new TreeMap<String, String>();
        chart.render()
                .one("ConfigMap", "miniredis-" + service)
                .at("/data")
                .propertyStream()
                .forEach(it -> settings.put(it.getKey(), it.getValue().asString()));
        return settings;
    }

    private static Stream<String> secrets(Resource workload) {
        return workload.pod()
                .path("volumes")
                .valueStream()
                .filter(it -> it.path("name").asString().equals("secrets"))
                .flatMap(it -> it.at("/projected/sources").valueStream())
                .map(it -> it.at("/secret/name"))
                .map(JsonNode::asString);
    }
}
