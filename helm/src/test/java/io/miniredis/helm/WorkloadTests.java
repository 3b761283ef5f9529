package io.miniredis.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The usual mistakes in what runs pods, and in what points at them. */
class WorkloadTests {

    private static final Set<String> OURS =
            Set.of("frontend", "api-gateway", "backend", "auth-service", "node-manager", "monitoring-service");
    private static final Pattern SECRET = Pattern.compile("PASSWORD|SECRET|TOKEN|(^|_)KEY(_|$)");
    /** The volumes that the restricted Pod Security standard allows. */
    private static final Set<String> VOLUMES = Set.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void selectorsFindTheirOwnPodsAndNoOthers(Chart chart) {
        var rendered = chart.render();
        var selectors =
                rendered.workloads().filter(it -> !it.kind().equals("CronJob")).toList();
        assertThat(selectors)
                .isNotEmpty()
                .allSatisfy(it -> assertThat(rendered.selectedBy(it.at("/spec/selector/matchLabels")))
                        .containsExactly(it));
        // a version in a selector could never be changed again
        assertThat(selectors)
                .allSatisfy(it -> assertThat(it.at("/spec/selector/matchLabels").propertyNames())
                        .containsExactlyInAnyOrder(
                                "app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/component"));
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void servicesLeadToAPortThatIsThere(Chart chart) {
        var rendered = chart.render();
        assertThat(rendered.all("Service").filter(it -> !it.component().equals("nowhere")))
                .isNotEmpty()
                .allSatisfy(service -> {
                    var pods = rendered.selectedBy(service.at("/spec/selector"));
                    assertThat(pods).as("pods of %s", service).hasSize(1);
                    var names = ports(pods.getFirst()).keySet();
                    service.at("/spec/ports")
                            .valueStream()
                            .map(it -> it.path("targetPort"))
                            .forEach(target -> {
                                if (target.isString()) assertThat(names).contains(target.asString());
                                else assertThat(service.component()).isEqualTo("databases");
                            });
                });
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void ingressLeadsToServicesByAPortTheyHave(Chart chart) {
        var rendered = chart.render();
        assertThat(rendered.all("Ingress")).allSatisfy(ingress -> {
            var paths = ingress.at("/spec/rules")
                    .valueStream()
                    .flatMap(it -> it.at("/http/paths").valueStream())
                    .toList();
            assertThat(paths).isNotEmpty().allSatisfy(path -> {
                var to = path.at("/backend/service");
                assertThat(rendered.one("Service", to.path("name").asString())
                                .at("/spec/ports")
                                .valueStream())
                        .anyMatch(it -> it.path("name").equals(to.at("/port/name")));
            });
            assertThat(paths.stream().filter(it -> it.path("path").asString().equals("/api")))
                    .isNotEmpty()
                    .allMatch(it -> it.at("/backend/service/name").asString().equals("miniredis-api-gateway"));
            assertThat(paths.stream().filter(it -> it.path("path").asString().equals("/")))
                    .isNotEmpty()
                    .allMatch(it -> it.at("/backend/service/name").asString().equals("miniredis-frontend"));
        });
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void healthAndMetricsAreNotReachedFromOutside(Chart chart) {
        var rendered = chart.render();
        assertThat(rendered.all("Ingress").flatMap(it -> it.at("/spec/rules").valueStream()))
                .allSatisfy(rule -> assertThat(rule.at("/http/paths").valueStream())
                        .anyMatch(it -> it.path("path").asString().equals("/actuator")
                                && it.at("/backend/service/name").asString().equals("miniredis-nowhere")));
        rendered.all("Service")
                .filter(it -> it.component().equals("nowhere"))
                .forEach(it ->
                        assertThat(rendered.selectedBy(it.at("/spec/selector"))).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void imagesSayWhichVersionTheyAre(Chart chart) {
        var registry = chart.toString().contains("everything") ? "registry.example.org/platform/" : "";
        assertThat(containers(chart))
                .allSatisfy(it -> assertThat(it.path("image").asString())
                        .startsWith(registry)
                        .matches("[a-z0-9./-]+:[A-Za-z0-9][A-Za-z0-9._-]*")
                        .doesNotEndWith(":latest"));
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void everyContainerHasRequestsAndLimits(Chart chart) {
        assertThat(containers(chart))
                .allSatisfy(it -> assertThat(Stream.of("requests", "limits"))
                        .allSatisfy(
                                kind -> assertThat(it.at("/resources/" + kind).propertyNames())
                                        .containsExactlyInAnyOrder("cpu", "memory")));
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void everyServiceIsProbedWhereItAnswers(Chart chart) {
        assertThat(chart.render().workloads().filter(it -> OURS.contains(it.component())))
                .hasSize(OURS.size())
                .allSatisfy(it -> {
                    var container = it.containers().getFirst();
                    assertThat(container.at("/livenessProbe/httpGet/path").asString())
                            .isEqualTo("/actuator/health/liveness");
                    assertThat(container.at("/startupProbe/httpGet/path").asString())
                            .isEqualTo("/actuator/health/liveness");
                    assertThat(container.at("/readinessProbe/httpGet/path").asString())
                            .isEqualTo("/actuator/health/readiness");
                });
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void everyProbeGoesToAPortOfItsContainer(Chart chart) {
        assertThat(chart.render().workloads().filter(it -> !it.kind().equals("CronJob")))
                .allSatisfy(workload -> assertThat(workload.containers()).allSatisfy(container -> {
                    var ports = container
                            .path("ports")
                            .valueStream()
                            .map(it -> it.path("name").asString())
                            .toList();
                    for (var probe : List.of("livenessProbe", "readinessProbe")) {
                        assertThat(container.has(probe))
                                .as("%s of %s", probe, workload)
                                .isTrue();
                        var port = container.path(probe).at("/httpGet/port");
                        if (port.isString()) assertThat(ports).contains(port.asString());
                        else
                            assertThat(port.isMissingNode() || port.asInt() == 13133)
                                    .isTrue();
                    }
                }));
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void livenessIsMorePatientThanReadiness(Chart chart) {
        assertThat(containers(chart).filter(it -> it.has("livenessProbe")))
                .allSatisfy(it -> assertThat(patience(it.path("livenessProbe")))
                        .isGreaterThan(patience(it.path("readinessProbe"))));
    }

    private static int patience(JsonNode probe) {
        return probe.path("periodSeconds").asInt(10)
                * probe.path("failureThreshold").asInt(3);
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void noSecretStandsInAnEnvironment(Chart chart) {
        var rendered = chart.render();
        assertThat(containers(chart)).allSatisfy(container -> {
            assertThat(container.path("env").valueStream()).allSatisfy(variable -> {
                assertThat(variable.at("/valueFrom/secretKeyRef").isMissingNode())
                        .isTrue();
                assertNoSecret(
                        variable.path("name").asString(), variable.path("value").asString());
            });
            assertThat(container.path("envFrom").valueStream()).noneMatch(it -> it.has("secretRef"));
        });
        assertThat(rendered.all("ConfigMap").flatMap(it -> it.at("/data").propertyStream()))
                .allSatisfy(it -> assertNoSecret(it.getKey(), it.getValue().asString()));
        assertThat(containers(chart)
                        .flatMap(it -> Stream.of("args", "command")
                                .flatMap(key -> it.path(key).valueStream())))
                .noneMatch(it -> SECRET.matcher(it.asString()).find());
    }

    /** A variable may say where a secret lies. */
    private static void assertNoSecret(String name, String value) {
        if (name.matches("MINIREDIS_SECRETS_DIR|.*_FILE")) assertThat(value).startsWith("/run/secrets/");
        else assertThat(SECRET.matcher(name).find()).as(name).isFalse();
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void everyPodMeetsTheRestrictedStandard(Chart chart) {
        var hostNetwork = chart.toString().contains("host-network");
        assertThat(chart.render().workloads()).allSatisfy(it -> {
            var pod = it.pod();
            var security = pod.path("securityContext");
            assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
            assertThat(security.path("runAsUser").asInt(0)).isPositive();
            assertThat(security.at("/seccompProfile/type").asString()).isEqualTo("RuntimeDefault");
            assertThat(pod.has("hostPID") || pod.has("hostIPC")).isFalse();
            assertThat(pod.has("hostNetwork"))
                    .isEqualTo(hostNetwork && it.component().equals("node-manager"));
            assertThat(pod.path("volumes").valueStream().flatMap(volume -> volume.propertyNames().stream()))
                    .allMatch(key -> key.equals("name") || VOLUMES.contains(key));
            assertThat(it.containers()).allSatisfy(container -> {
                var own = container.path("securityContext");
                assertThat(own.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
                assertThat(own.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(own.path("privileged").asBoolean(false)).isFalse();
                assertThat(own.at("/capabilities/drop").valueStream().map(JsonNode::asString))
                        .containsExactly("ALL");
                assertThat(own.at("/capabilities/add").isMissingNode()).isTrue();
                assertThat(container.path("ports").valueStream()).noneMatch(port -> port.has("hostPort"));
            });
        });
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void noPodHoldsATokenThatItDoesNotNeed(Chart chart) {
        var rendered = chart.render();
        assertThat(rendered.all("ServiceAccount"))
                .allMatch(it -> !it.at("/automountServiceAccountToken").asBoolean(true));
        assertThat(rendered.workloads()).allSatisfy(it -> {
            var account = it.pod().path("serviceAccountName").asString();
            assertThat(rendered.has("ServiceAccount", account))
                    .as("account of %s", it)
                    .isTrue();
            var bound = rendered.all("RoleBinding")
                    .anyMatch(
                            binding -> binding.at("/subjects/0/name").asString().equals(account));
            assertThat(it.pod().path("automountServiceAccountToken").asBoolean(true))
                    .isEqualTo(bound);
            assertThat(it.pod().path("enableServiceLinks").asBoolean(true)).isFalse();
        });
        assertThat(rendered.all("Role").flatMap(it -> it.at("/rules").valueStream()))
                .allSatisfy(rule -> {
                    assertThat(rule.path("verbs").valueStream().map(JsonNode::asString))
                            .isSubsetOf("get", "list", "watch");
                    assertThat(rule.path("resources").valueStream().map(JsonNode::asString))
                            .isSubsetOf("pods", "pods/log");
                });
        assertThat(rendered.all("ClusterRole", "ClusterRoleBinding")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void everythingThatAPodMountsOrReadsIsThere(Chart chart) {
        var rendered = chart.render();
        assertThat(rendered.workloads()).allSatisfy(it -> {
            var volumes = Stream.concat(
                            it.pod()
                                    .path("volumes")
                                    .valueStream()
                                    .map(volume -> volume.path("name").asString()),
                            it.at("/spec/volumeClaimTemplates")
                                    .valueStream()
                                    .map(claim -> claim.at("/metadata/name").asString()))
                    .toList();
            assertThat(volumes).doesNotHaveDuplicates();
            var mounts = it.containers().stream()
                    .flatMap(container -> container.path("volumeMounts").valueStream())
                    .toList();
            assertThat(mounts.stream()
                            .map(mount -> mount.path("name").asString())
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrderElementsOf(volumes);
            assertThat(it.containers())
                    .allSatisfy(container -> assertThat(container
                                    .path("volumeMounts")
                                    .valueStream()
                                    .map(mount -> mount.path("mountPath").asString()))
                            .doesNotHaveDuplicates());
            it.pod()
                    .path("volumes")
                    .valueStream()
                    .map(volume -> volume.at("/configMap/name"))
                    .filter(JsonNode::isString)
                    .forEach(name -> assertThat(rendered.has("ConfigMap", name.asString()))
                            .as("%s", name)
                            .isTrue());
            it.containers().stream()
                    .flatMap(container -> container.path("envFrom").valueStream())
                    .forEach(from -> assertThat(rendered.has(
                                    "ConfigMap", from.at("/configMapRef/name").asString()))
                            .isTrue());
            secretsOf(it)
                    .forEach(name -> assertThat(secretIsThere(chart, rendered, name))
                            .as("Secret %s", name)
                            .isTrue());
            var claim = it.pod()
                    .path("volumes")
                    .valueStream()
                    .map(volume -> volume.at("/persistentVolumeClaim/claimName"))
                    .filter(JsonNode::isString);
            claim.forEach(name -> assertThat(rendered.has("PersistentVolumeClaim", name.asString()))
                    .isTrue());
        });
    }

    private static Stream<String> secretsOf(Resource workload) {
        return workload.pod()
                .path("volumes")
                .valueStream()
                .flatMap(it -> it.at("/projected/sources").valueStream())
                .map(it -> it.at("/secret/name").asString());
    }

    private static boolean secretIsThere(Chart chart, Rendered rendered, String name) {
        if (chart.toString().contains("existing-secrets")) return name.startsWith("platform-");
        return Stream.of("Secret", "ExternalSecret", "SealedSecret").anyMatch(it -> rendered.has(it, name))
                || Set.of("rate-limits", "mail", "oidc-client").contains(name);
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void autoscalersScaleWhatHasNoFixedNumber(Chart chart) {
        var rendered = chart.render();
        var scaled = rendered.all("HorizontalPodAutoscaler")
                .map(it -> rendered.one(
                        it.at("/spec/scaleTargetRef/kind").asString(),
                        it.at("/spec/scaleTargetRef/name").asString()))
                .toList();
        assertThat(scaled).allMatch(it -> it.at("/spec/replicas").isMissingNode());
        assertThat(rendered.all("HorizontalPodAutoscaler")).allSatisfy(it -> {
            var target = rendered.one(
                    it.at("/spec/scaleTargetRef/kind").asString(),
                    it.at("/spec/scaleTargetRef/name").asString());
            assertThat(it.at("/spec/scaleTargetRef/apiVersion")).isEqualTo(target.at("/apiVersion"));
            assertThat(it.at("/spec/minReplicas").asInt()).isGreaterThanOrEqualTo(2);
            assertThat(it.at("/spec/behavior/scaleDown").isObject()
                            && it.at("/spec/behavior/scaleUp").isObject())
                    .isTrue();
        });
        assertThat(rendered.workloads()
                        .filter(it -> !scaled.contains(it) && !it.kind().equals("CronJob")))
                .allMatch(it -> it.at("/spec/replicas").asInt(0) >= 1);
        if (!chart.toString().matches(".*(bare|kind).*"))
            assertThat(scaled.stream().map(Resource::component))
                    .containsExactlyInAnyOrder("api-gateway", "backend", "monitoring-service");
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void disruptionBudgetsAreOfEveryServiceAndLetMachinesBeEmptied(Chart chart) {
        var rendered = chart.render();
        assertThat(rendered.all("PodDisruptionBudget").map(Resource::component))
                .containsExactlyInAnyOrderElementsOf(OURS);
        assertThat(rendered.all("PodDisruptionBudget")).allSatisfy(it -> {
            assertThat(rendered.selectedBy(it.at("/spec/selector/matchLabels"))).hasSize(1);
            assertThat(it.at("/spec/maxUnavailable").asInt()).isEqualTo(1);
            assertThat(it.at("/spec/minAvailable").isMissingNode()).isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void updatesTakeNoPodAwayBeforeAnotherIsReady(Chart chart) {
        assertThat(chart.render().all("Deployment", "Rollout")).allSatisfy(it -> {
            var strategy = it.at("/spec/strategy");
            var rolling = it.kind().equals("Rollout") ? strategy.path("canary") : strategy.path("rollingUpdate");
            assertThat(rolling.path("maxUnavailable").asInt(1)).isZero();
            assertThat(rolling.path("maxSurge").asInt()).isPositive();
        });
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void podsOfAServiceKeepApart(Chart chart) {
        assertThat(chart.render().workloads().filter(it -> OURS.contains(it.component())))
                .allSatisfy(it -> {
                    var labels = it.podTemplate().at("/metadata/labels");
                    var terms = it.pod().at("/affinity/podAntiAffinity").toString();
                    assertThat(terms).contains("kubernetes.io/hostname", "\"" + it.component() + "\"");
                    it.pod()
                            .path("topologySpreadConstraints")
                            .valueStream()
                            .forEach(spread -> assertThat(spread.at("/labelSelector/matchLabels")
                                            .propertyStream())
                                    .isNotEmpty()
                                    .allMatch(label -> label.getValue().equals(labels.path(label.getKey()))));
                });
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void volumesOutliveTheRelease(Chart chart) {
        var rendered = chart.render();
        assertThat(rendered.all("StatefulSet")
                        .filter(it -> it.at("/spec/volumeClaimTemplates").isArray()))
                .allSatisfy(it -> {
                    assertThat(it.at("/spec/persistentVolumeClaimRetentionPolicy/whenDeleted")
                                    .asString())
                            .isEqualTo("Retain");
                    assertThat(it.at("/spec/persistentVolumeClaimRetentionPolicy/whenScaled")
                                    .asString())
                            .isEqualTo("Retain");
                });
        assertThat(rendered.all("PersistentVolumeClaim", "Secret"))
                .allMatch(it -> it.at("/metadata/annotations")
                        .path("helm.sh/resource-policy")
                        .asString()
                        .equals("keep"));
    }

    /** An update of the platform is no reason to restart a database. */
    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void newImagesOfTheServicesLeaveDatabasesAlone(Chart chart) {
        var pinned = chart.with("nodeManager: {tag: pinned}");
        var before = pinned.with("image: {tag: old}").render();
        before.all("Secret").forEach(it -> Cluster.running().put(it.json()));
        var after = pinned.with("image: {tag: new}").renderAgain();
        assertThat(List.of("StatefulSet"))
                .allSatisfy(kind -> assertThat(templates(after, kind)).isEqualTo(templates(before, kind)));
        assertThat(templates(after, "Deployment")).isNotEqualTo(templates(before, "Deployment"));
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void changedConfigurationRestartsItsServiceAlone(Chart chart) {
        var before = chart.render();
        before.all("Secret").forEach(it -> Cluster.running().put(it.json()));
        var after = chart.with("frontend: {config: {CHANGED: \"1\"}}").renderAgain();
        var changed = after.workloads()
                .filter(it -> !it.podTemplate()
                        .equals(before.one(it.kind(), it.name()).podTemplate()))
                .map(Resource::component);
        assertThat(changed).containsExactly("frontend");
    }

    private static Map<String, JsonNode> templates(Rendered rendered, String kind) {
        return rendered.all(kind).collect(Collectors.toMap(Resource::name, Resource::podTemplate));
    }

    private static Map<String, Integer> ports(Resource workload) {
        return workload.containers().stream()
                .flatMap(it -> it.path("ports").valueStream())
                .collect(Collectors.toMap(
                        it -> it.path("name").asString(),
                        it -> it.path("containerPort").asInt()));
    }

    private static Stream<JsonNode> containers(Chart chart) {
        return chart.render().workloads().flatMap(it -> it.containers().stream());
    }
}
