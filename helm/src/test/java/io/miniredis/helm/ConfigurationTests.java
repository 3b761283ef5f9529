package io.miniredis.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart sets is what the services read: their own configuration files say. */
class ConfigurationTests {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)");
    /** Read by the JVM, by Spring Boot or by node-manager-start instead. */
    private static final Set<String> GENERAL = Set.of(
            "SERVER_PORT",
            "JDK_JAVA_OPTIONS",
            "LOGGING_STRUCTURED_FORMAT_CONSOLE",
            "SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE",
            "POOL_START",
            "POOL_PER_HOST",
            "HOSTS_DOMAIN",
            "PUBLIC_HOST");

    @ParameterizedTest
    @ValueSource(strings = {"frontend", "api-gateway", "backend", "auth-service", "node-manager", "monitoring-service"})
    void variablesWhenSetAreReadByTheirService(String service) throws IOException {
        var read = variables(service);
        var rendered = Chart.scenario("several-names").render();
        var set = rendered.one("ConfigMap", "miniredis-" + service).at("/data").propertyNames();
        assertThat(set)
                .allSatisfy(it -> assertThat(read.contains(it) || GENERAL.contains(it))
                        .as(it)
                        .isTrue());
        if (rendered.has("Secret", "miniredis-" + service))
            assertThat(rendered.one("Secret", "miniredis-" + service)
                            .at("/data")
                            .propertyNames())
                    .isSubsetOf(read);
    }

    /** An address or a secret that a service reads and nobody sets would be localhost, or nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"frontend", "api-gateway", "backend", "auth-service", "node-manager", "monitoring-service"})
    void addressesAndSecretsWhenReadAreSet(String service) throws IOException {
        var rendered = Chart.scenario("several-names").render();
        var set = new HashSet<>(
                rendered.one("ConfigMap", "miniredis-" + service).at("/data").propertyNames());
        if (rendered.has("Secret", "miniredis-" + service))
            set.addAll(
                    rendered.one("Secret", "miniredis-" + service).at("/data").propertyNames());
        // node-manager-start sets it
        set.add("NODE_MANAGER_URL");
        assertThat(variables(service).stream()
                        .filter(it -> it.matches(".*(_URL|_USER|_PASSWORD|SECRET.*)"))
                        // a mail server, a login provider: an installation's own choice
                        .filter(it -> !it.matches("MINIREDIS_(MAIL|OIDC|CA)_.*"))
                        // for the one start after a loss
                        .filter(it -> !it.equals("MINIREDIS_SECRET_KEY_LOST")))
                .isSubsetOf(set);
    }

    @ParameterizedTest
    @ValueSource(strings = {"frontend", "api-gateway", "backend", "auth-service", "node-manager", "monitoring-service"})
    void portWhenAServiceListensIsTheOneOfItsConfiguration(String service) throws IOException {
        var rendered = Chart.scenario("default").render();
        var port = rendered.workloads()
                .filter(it -> it.component().equals(service))
                .findAny()
                .orElseThrow()
                .containers()
                .getFirst()
                .at("/ports/0/containerPort")
                .asInt();
        var server = (Map<?, ?>) configuration(service).get("server");
        assertThat(port).isEqualTo(server.get("port"));
        assertThat(rendered.one("ConfigMap", "miniredis-" + service)
                        .at("/data/SERVER_PORT")
                        .asString())
                .isEqualTo(String.valueOf(port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"frontend", "api-gateway", "backend", "auth-service", "monitoring-service"})
    void podWhenItEndsHasTheTimeThatItsServiceTakes(String service) throws IOException {
        var rendered = Chart.scenario("default").render();
        var pod = rendered.one("Deployment", "miniredis-" + service).pod();
        var seconds = Pattern.compile("timeout-per-shutdown-phase: (\\d+)s")
                .matcher(text(service))
                .results()
                .mapToInt(it -> Integer.parseInt(it.group(1)))
                .max()
                .orElse(30);
        var before = pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asInt();
        assertThat(before).isPositive();
        assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThanOrEqualTo(before + seconds);
    }

    static Set<String> variables(String service) throws IOException {
        return VARIABLE.matcher(text(service)).results().map(it -> it.group(1)).collect(Collectors.toSet());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> configuration(String service) throws IOException {
        return (Map<String, Object>)
                Rendered.documents(text(service)).findFirst().orElseThrow();
    }

    private static String text(String service) throws IOException {
        var folder = Path.of("..", service, "src/main/resources");
        var file = Stream.of("application.yml", "application.yaml")
                .map(folder::resolve)
                .filter(Files::exists)
                .findAny();
        return Files.readString(file.orElseThrow());
    }
}
