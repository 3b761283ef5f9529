package io.miniredis.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tenants' ports: what they collide with, which host has which, and how they are reached. */
class PortPoolTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20100 | 20000 | 10 | 1 | ends before it starts",
                "20000 | 20099 | 60 | 2 | 2 hosts with 60 each need 120",
                "7000 | 7099 | 100 | 1 | 7000, the platform's own port of node-manager",
                "5400 | 5499 | 100 | 1 | 5432, the platform's own port of postgres-main",
                "8080 | 8180 | 100 | 1 | 8080, the platform's own port of api-gateway",
                "10200 | 10299 | 100 | 1 | 10250, which kubelet uses",
                "6400 | 6499 | 100 | 1 | 6443, which kube-apiserver uses",
                "29950 | 30049 | 100 | 1 | node-port range 30000-32767",
                "32700 | 32799 | 100 | 1 | node-port range 30000-32767",
                "29000 | 33000 | 100 | 1 | node-port range 30000-32767",
                "40000 | 40099 | 100 | 1 | range 32768-60999",
            })
    void refusalWhenThePoolCollidesSaysWithWhat(int start, int end, int perHost, int hosts, String why) {
        assertThat(chart(start, end, perHost, hosts, "ClusterIP", "").refusal())
                .contains(why)
                .contains("the port pool %d-%d (nodeManager.ports)".formatted(start, end));
    }

    @Test
    void refusalWhenAllIsWrongSaysAllOfIt() {
        assertThat(chart(9000, 40500, 100, 1, "HostNetwork", "").refusal())
                .contains("9000, the platform's own port of monitoring-service")
                .contains("kubelet")
                .contains("node-exporter")
                .contains("node-port range")
                .contains("outgoing connections")
                .contains("networkPolicy.hostNetwork");
    }

    @ParameterizedTest
    @ValueSource(ints = {20000, 29990, 32700})
    void refusalWhenNodePortsLieOutsideOfTheirRangeSaysSo(int start) {
        assertThat(chart(start, start + 99, 100, 1, "NodePort", "redis.example.org")
                        .refusal())
                .contains("lies outside of the cluster's node-port range 30000-32767");
    }

    @Test
    void renderWhenTheClusterHasAnotherRangeGoesByThat() {
        var other = chart(20000, 20099, 100, 1, "NodePort", "redis.example.org")
                .with("nodeManager: {cluster: {nodePortRange: {start: 20000, end: 22767}}}");
        assertThat(other.render()
                        .one("Service", "miniredis-databases-0")
                        .at("/spec/ports/0/nodePort")
                        .asInt())
                .isEqualTo(20000);
        assertThat(Chart.scenario("default")
                        .with("nodeManager: {cluster: {nodePortRange: {start: 20000, end: 22767}}}")
                        .refusal())
                .contains("overlaps the cluster's node-port range 20000-22767");
    }

    @Test
    void renderWhenAHostPortIsNotUsedHereMayTakeIt() {
        var chart = chart(10200, 10299, 100, 1, "ClusterIP", "");
        assertThat(chart.with(
                                "nodeManager: {cluster: {hostPorts: {kubelet: null, kubelet-read-only: null, kube-proxy-health: null, kube-proxy-metrics: null, kube-controller-manager: null, kube-scheduler: null}}}")
                        .render()
                        .resources())
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"LoadBalancer,''", "NodePort,''"})
    void refusalWhenTenantsHaveNoNameToTypeSaysSo(String type, String publicHost) {
        assertThat(chart(30100, 30199, 100, 1, type, publicHost).refusal())
                .contains("publicHost is needed with " + type);
    }

    @Test
    void refusalWhenLoadBalancersShareANameSaysSo() {
        assertThat(chart(20000, 20099, 50, 2, "LoadBalancer", "redis.example.org")
                        .refusal())
                .contains("{ordinal}");
    }

    /** What the pod's script makes of its number is what the Service of that host forwards. */
    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void hostsWhenSeveralHaveTheirOwnPartsOfThePool(Chart chart) throws Exception {
        var rendered = chart.render();
        var hosts = rendered.one("StatefulSet", "miniredis-node-manager");
        var config = rendered.one("ConfigMap", "miniredis-node-manager").at("/data");
        var given = new HashSet<Integer>();
        for (var ordinal = 0; ordinal < hosts.at("/spec/replicas").asInt(); ordinal++) {
            var environment = config.propertyStream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, it -> it.getValue().asString()));
            environment.put("POD_NAME", hosts.name() + "-" + ordinal);
            environment.putIfAbsent("PUBLIC_HOST", "10.20.0.7");
            var host = start(environment);
            var first = Integer.parseInt(host.get("REDIS_PORT_START"));
            var last = Integer.parseInt(host.get("REDIS_PORT_END"));
            assertThat(IntStream.rangeClosed(first, last).boxed()).allMatch(given::add, "no other host's");
            assertThat(host)
                    .containsEntry("HOST_ID", hosts.name() + "-" + ordinal)
                    .containsEntry(
                            "NODE_MANAGER_URL",
                            "http://miniredis-node-manager-%d.miniredis-node-manager.miniredis-test.svc:7000"
                                    .formatted(ordinal));
            assertThat(host.get("REDIS_PUBLIC_HOST")).doesNotContain("{");
            if (rendered.has("Service", "miniredis-databases-" + ordinal)) {
                var service = rendered.one("Service", "miniredis-databases-" + ordinal);
                assertThat(service.at("/spec/ports")
                                .valueStream()
                                .map(it -> it.path("port").asInt()))
                        .containsExactlyElementsOf(
                                IntStream.rangeClosed(first, last).boxed().toList());
                assertThat(service.at("/spec/ports").valueStream())
                        .allMatch(it -> it.path("targetPort").equals(it.path("port")));
                assertThat(service.at("/spec/selector")
                                .path("statefulset.kubernetes.io/pod-name")
                                .asString())
                        .isEqualTo(hosts.name() + "-" + ordinal);
                assertThat(service.at("/spec/publishNotReadyAddresses").asBoolean())
                        .isTrue();
            } else {
                assertThat(hosts.pod().path("hostNetwork").asBoolean(false)).isTrue();
            }
        }
    }

    @Test
    void publicHostWhenOfTheClusterIsTheServicesName() throws Exception {
        var config = Chart.scenario("several-hosts")
                .render()
                .one("ConfigMap", "miniredis-node-manager")
                .at("/data");
        var environment = config.propertyStream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().asString()));
        environment.put("POD_NAME", "miniredis-node-manager-11");
        assertThat(start(environment)).containsEntry("REDIS_PUBLIC_HOST", "miniredis-databases-11.miniredis-test.svc");
    }

    @Test
    void nodePortsWhenExposedSoAreTheDatabasesOwn() {
        assertThat(Chart.scenario("node-port")
                        .render()
                        .all("Service")
                        .filter(it -> it.component().equals("databases")))
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.at("/spec/ports").valueStream())
                        .allMatch(port -> port.path("nodePort").equals(port.path("port"))));
    }

    @Test
    void loadBalancersWhenExposedSoTakeNoNodePorts() {
        var service = Chart.scenario("everything").render().one("Service", "miniredis-databases-2");
        assertThat(service.at("/spec/type").asString()).isEqualTo("LoadBalancer");
        assertThat(service.at("/spec/allocateLoadBalancerNodePorts").asBoolean(true))
                .isFalse();
        assertThat(service.at("/metadata/annotations")
                        .path("external-dns.alpha.kubernetes.io/hostname")
                        .asString())
                .isEqualTo("redis-2.example.org");
    }

    @Test
    void hostNetworkWhenExposedSoTellsTheMachinesAddress() {
        var hosts = Chart.scenario("host-network").render().one("StatefulSet", "miniredis-node-manager");
        assertThat(hosts.containers().getFirst().path("env").valueStream())
                .anyMatch(it -> it.path("name").asString().equals("PUBLIC_HOST")
                        && it.at("/valueFrom/fieldRef/fieldPath").asString().equals("status.hostIP"));
        assertThat(hosts.pod().path("dnsPolicy").asString()).isEqualTo("ClusterFirstWithHostNet");
    }

    /** A host more leaves the pods of the others as they are. */
    @Test
    void podTemplateWhenAHostIsAddedStaysAsItIs() {
        var one = Chart.MINIREDIS
                .with("nodeManager: {hosts: 1, ports: {end: 20499}}")
                .render();
        var two = Chart.MINIREDIS
                .with("nodeManager: {hosts: 2, ports: {end: 20499}}")
                .render();
        assertThat(two.one("StatefulSet", "miniredis-node-manager").podTemplate())
                .isEqualTo(one.one("StatefulSet", "miniredis-node-manager").podTemplate());
        assertThat(two.one("Service", "miniredis-databases-0")).isEqualTo(one.one("Service", "miniredis-databases-0"));
    }

    @Test
    void hostsWhenUpdatedSaveInTheirTimeOneAfterTheOther() {
        var hosts = Chart.scenario("several-hosts").render().one("StatefulSet", "miniredis-node-manager");
        assertThat(hosts.at("/spec/updateStrategy/type").asString()).isEqualTo("RollingUpdate");
        assertThat(hosts.at("/spec/updateStrategy/rollingUpdate").isMissingNode())
                .isTrue();
        assertThat(hosts.pod().path("terminationGracePeriodSeconds").asInt()).isGreaterThanOrEqualTo(120);
        // a hung JVM is given minutes: the engines go on without it, but not without their container
        var liveness = hosts.containers().getFirst().path("livenessProbe");
        assertThat(liveness.path("periodSeconds").asInt()
                        * liveness.path("failureThreshold").asInt())
                .isGreaterThanOrEqualTo(600);
    }

    private static Chart chart(int start, int end, int perHost, int hosts, String type, String publicHost) {
        return Chart.MINIREDIS.with(
                "nodeManager: {hosts: %d, ports: {start: %d, end: %d, perHost: %d}, exposure: {type: %s, publicHost: \"%s\"}}"
                        .formatted(hosts, start, end, perHost, type, publicHost));
    }

    /** Runs the script as the pod does, with a program in the init's place that tells what it was given. */
    private static Map<String, String> start(Map<String, String> environment) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                "bash",
                Path.of("miniredis/files/node-manager-start").toAbsolutePath().toString());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("NODE_MANAGER_INIT", "/usr/bin/env");
        var process = builder.redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        return Stream.of(output.split("\n"))
                .map(it -> it.split("=", 2))
                .collect(Collectors.toMap(it -> it[0], it -> it[1]));
    }
}
