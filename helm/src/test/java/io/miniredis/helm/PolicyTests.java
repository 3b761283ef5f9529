package io.miniredis.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Who may talk to whom: the table of docs/architecture.md, written here by hand, against what the policies allow at both ends. */
class PolicyTests {

    private static final Set<String> ARROWS = Set.of(
            "frontend -> api-gateway:8080",
            "api-gateway -> auth-service:8000",
            "api-gateway -> backend:5500",
            "api-gateway -> monitoring-service:9000",
            "backend -> auth-service:8000",
            "backend -> node-manager:7000",
            "backend -> postgres-main:5432",
            "auth-service -> backend:5500",
            "auth-service -> postgres-auth:5432",
            "node-manager -> auth-service:8000",
            "node-manager -> backend:5500",
            "monitoring-service -> auth-service:8000",
            "monitoring-service -> backend:5500",
            "monitoring-service -> node-manager:20000-20099");

    @Test
    void arrowsWhenByDefaultAreThoseOfTheTable() {
        var rendered = Chart.scenario("default").render();
        assertThat(inside(rendered, "egress")).containsExactlyInAnyOrderElementsOf(ARROWS);
        assertThat(inside(rendered, "ingress")).containsExactlyInAnyOrderElementsOf(ARROWS);
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void everyArrowIsAllowedAtBothEnds(Chart chart) {
        // on the machines' network no pod is told from another
        if (chart.toString().contains("host-network")) return;
        var rendered = chart.render();
        assertThat(inside(rendered, "ingress")).isEqualTo(inside(rendered, "egress"));
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void everyPodIsUnderAPolicyAndAllOfThemUnderTheDenial(Chart chart) {
        var rendered = chart.render();
        if (chart.toString().contains("bare")) {
            assertThat(rendered.all("NetworkPolicy")).isEmpty();
            return;
        }
        var denial = rendered.one("NetworkPolicy", "miniredis-default-deny");
        assertThat(denial.at("/spec/podSelector").isEmpty()).isTrue();
        assertThat(denial.at("/spec/policyTypes").valueStream().map(JsonNode::asString))
                .containsExactly("Ingress", "Egress");
        assertThat(denial.at("/spec/ingress").isMissingNode()
                        && denial.at("/spec/egress").isMissingNode())
                .isTrue();
        assertThat(rendered.workloads()
                        .filter(it -> !it.pod().path("hostNetwork").asBoolean(false)))
                .allSatisfy(it -> assertThat(policies(rendered)
                                .filter(policy -> rendered.selectedBy(policy.at("/spec/podSelector/matchLabels"))
                                        .contains(it)))
                        .as("policies of %s", it)
                        .hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void everyPodMayAskForNames(Chart chart) {
        assertThat(policies(chart.render()))
                .allSatisfy(it -> assertThat(it.at("/spec/egress").valueStream())
                        .anyMatch(rule -> rule.at("/to/0/namespaceSelector/matchLabels")
                                        .path("kubernetes.io/metadata.name")
                                        .asString()
                                        .equals("kube-system")
                                && rule.path("ports")
                                        .valueStream()
                                        .map(port -> port.path("port").asInt()
                                                + port.path("protocol").asString())
                                        .toList()
                                        .equals(List.of("53UDP", "53TCP"))));
    }

    /** A service that no policy lets anybody reach is there for nothing. */
    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void everyServiceIsReachedBySomebody(Chart chart) {
        var rendered = chart.render();
        if (chart.toString().contains("bare") || chart.toString().contains("host-network")) return;
        var alone = Set.of("nowhere", "grafana", "log-shipper");
        assertThat(rendered.all("Service").filter(it -> !alone.contains(it.component())))
                .allSatisfy(service -> {
                    var pods = rendered.selectedBy(service.at("/spec/selector")).getFirst();
                    var open = policies(rendered)
                            .filter(it -> rendered.selectedBy(it.at("/spec/podSelector/matchLabels"))
                                    .contains(pods))
                            .flatMap(it -> it.at("/spec/ingress").valueStream())
                            .flatMap(it -> it.path("ports").valueStream())
                            .toList();
                    service.at("/spec/ports").valueStream().forEach(port -> {
                        var target = port.path("targetPort").isString()
                                ? pods.containers().stream()
                                        .flatMap(it -> it.path("ports").valueStream())
                                        .filter(it -> it.path("name").equals(port.path("targetPort")))
                                        .findAny()
                                        .orElseThrow()
                                        .path("containerPort")
                                        .asInt()
                                : port.path("targetPort").asInt();
                        assertThat(open)
                                .as("%s:%d", service, target)
                                .anyMatch(it -> it.path("port").asInt() <= target
                                        && target
                                                <= it.path("endPort")
                                                        .asInt(it.path("port").asInt()));
                    });
                });
    }

    @Test
    void outsidersWhenByDefaultArePrometheusAndTenantsAlone() {
        var rendered = Chart.scenario("default").render();
        assertThat(outside(rendered))
                .containsExactlyInAnyOrder(
                        "monitoring -> frontend:5173",
                        "monitoring -> api-gateway:8080",
                        "monitoring -> backend:5500",
                        "monitoring -> auth-service:8000",
                        "monitoring -> node-manager:7000",
                        "monitoring -> monitoring-service:9000",
                        "0.0.0.0/0 -> node-manager:20000-20099",
                        "::/0 -> node-manager:20000-20099");
    }

    @Test
    void outsidersWhenThereIsAnIngressComeToTheTwoDoors() {
        var rendered = Chart.scenario("several-names").render();
        assertThat(outside(rendered).filter(it -> it.startsWith("ingress-nginx")))
                .containsExactlyInAnyOrder("ingress-nginx -> frontend:5173", "ingress-nginx -> api-gateway:8080");
    }

    @Test
    void acmeSolverWhenCertificatesAreMadeIsReachedByTheIngress() {
        var solver = Chart.scenario("everything").render().one("NetworkPolicy", "miniredis-acme-solver");
        assertThat(solver.at("/spec/podSelector/matchLabels").propertyNames())
                .containsExactly("acme.cert-manager.io/http01-solver");
        assertThat(solver.at("/spec/ingress/0/ports/0/port").asInt()).isEqualTo(8089);
        assertThat(Chart.scenario("several-names").render().has("NetworkPolicy", "miniredis-acme-solver"))
                .isFalse();
    }

    @Test
    void egressWhenPostgresIsOutsideGoesThereByItsPort() {
        var rendered = Chart.scenario("external-postgres").render();
        assertThat(cidrs(rendered.one("NetworkPolicy", "miniredis-backend"), "egress"))
                .containsExactly("203.0.113.0/28:6432");
        assertThat(cidrs(rendered.one("NetworkPolicy", "miniredis-auth-service"), "egress"))
                .containsExactly("203.0.113.0/28:5432");
        assertThat(cidrs(rendered.one("NetworkPolicy", "miniredis-backup"), "egress"))
                .containsExactlyInAnyOrder("203.0.113.0/28:6432", "203.0.113.0/28:5432");
        assertThat(cidrs(rendered.one("NetworkPolicy", "miniredis-restore-test"), "egress"))
                .isEmpty();
    }

    @Test
    void hostsWhenOnTheMachinesNetworkAreToldByAddress() {
        var rendered = Chart.scenario("host-network").render();
        assertThat(rendered.has("NetworkPolicy", "miniredis-node-manager")).isFalse();
        assertThat(cidrs(rendered.one("NetworkPolicy", "miniredis-backend"), "ingress"))
                .containsExactly("10.20.0.0/16:5500");
        assertThat(cidrs(rendered.one("NetworkPolicy", "miniredis-backend"), "egress"))
                .containsExactly("10.20.0.0/16:7000");
        assertThat(cidrs(rendered.one("NetworkPolicy", "miniredis-auth-service"), "ingress"))
                .containsExactly("10.20.0.0/16:8000");
        assertThat(cidrs(rendered.one("NetworkPolicy", "miniredis-monitoring-service"), "egress"))
                .containsExactly("10.20.0.0/16:20000-21999");
    }

    private static Stream<String> cidrs(Resource policy, String direction) {
        return rules(policy, direction).filter(it -> it.contains("/"));
    }

    private static Stream<Resource> policies(Rendered rendered) {
        return rendered.all("NetworkPolicy")
                .filter(it -> !Set.of("default-deny", "acme-solver").contains(it.component()));
    }

    /** As {@code from -> to:port}, as one end tells it. */
    private static Set<String> inside(Rendered rendered, String direction) {
        var arrows = new TreeSet<String>();
        policies(rendered).forEach(policy -> {
            var here = policy.at("/spec/podSelector/matchLabels")
                    .path("app.kubernetes.io/component")
                    .asString();
            for (var rule : policy.at("/spec/" + direction).values())
                for (var peer :
                        rule.path(direction.equals("ingress") ? "from" : "to").values())
                    for (var port : ports(rule)) {
                        var there = peer.at("/podSelector/matchLabels")
                                .path("app.kubernetes.io/component")
                                .asString();
                        if (!there.isEmpty())
                            arrows.add(
                                    direction.equals("ingress")
                                            ? there + " -> " + here + ":" + port
                                            : here + " -> " + there + ":" + port);
                    }
        });
        return arrows;
    }

    private static Stream<String> outside(Rendered rendered) {
        return policies(rendered)
                .flatMap(policy -> rules(policy, "ingress")
                        .filter(it -> !it.matches(":\\d.*"))
                        .map(it -> {
                            var at = it.lastIndexOf(':');
                            return it.substring(0, at) + " -> " + policy.component() + it.substring(at);
                        }));
    }

    /** As {@code peer:port}: an address or a namespace; nothing for a peer of our own. */
    private static Stream<String> rules(Resource policy, String direction) {
        List<String> found = new ArrayList<>();
        for (var rule : policy.at("/spec/" + direction).values())
            for (var peer :
                    rule.path(direction.equals("ingress") ? "from" : "to").values())
                for (var port : ports(rule))
                    found.add(peer.at("/ipBlock/cidr").asString()
                            + peer.at("/namespaceSelector/matchLabels")
                                    .path("kubernetes.io/metadata.name")
                                    .asString()
                            + ":" + port);
        return found.stream();
    }

    private static List<String> ports(JsonNode rule) {
        return rule.path("ports")
                .valueStream()
                .map(it -> it.path("port").asString()
                        + (it.has("endPort") ? "-" + it.path("endPort").asString() : ""))
                .toList();
    }
}
