package io.miniredis.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The workflows: who may do what, in which order, with whose code. */
class WorkflowTests {

    private static final Pattern SCRIPT = Pattern.compile("(?<![\\w/])\\.ci/([a-z-]+)");
    /** What is put into a script before it runs. */
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{");

    static Stream<Workflow> workflows() {
        return Workflow.all();
    }

    @Test
    void workflowsAreThoseOfThePlan() {
        assertThat(workflows().map(Workflow::toString))
                .contains("ci.yml", "cd.yml", "production.yml", "release.yml", "restore-test.yml");
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void actionsWhenTheyAreSomebodyElsesArePinnedByCommitAndSayTheirVersion(Workflow workflow) throws Exception {
        var uses = Files.readAllLines(workflow.file()).stream()
                .map(String::strip)
                .filter(it -> it.matches("(- )?uses: .*"))
                .filter(it -> !it.contains("uses: ./"));
        assertThat(uses).allMatch(it -> it.matches("(- )?uses: [\\w.-]+/[\\w./-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
    }

    @Test
    void actionsAreOfOneVersionEverywhere() {
        var versions = new HashSet<String>();
        workflows()
                .flatMap(Workflow::steps)
                .filter(it -> it.has("uses"))
                .map(it -> it.path("uses").asString())
                // the parts of one repository have one version
                .map(it -> it.replaceAll("^([^/]+/[^/@]+)[^@]*@", "$1@"))
                .forEach(versions::add);
        assertThat(versions.stream().map(it -> it.replaceAll("@.*", ""))).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void rightsWhenNothingIsSaidAreToReadAlone(Workflow workflow) {
        assertThat(workflow.json().path("permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
        assertThat(workflow.triggers().has("pull_request_target")).isFalse();
        assertThat(workflow.triggers().has("workflow_run")).isFalse();
    }

    /** Which jobs may write what; a new one has to be put down here. */
    @Test
    void rightsToWriteAreThoseOfDeliveryAlone() {
        var writers = workflows()
                .flatMap(workflow -> workflow.jobs().stream()
                        .flatMap(job -> job.json()
                                .path("permissions")
                                .propertyStream()
                                .filter(it -> it.getValue().asString().equals("write"))
                                .map(it -> workflow + " " + job.id() + " " + it.getKey())));
        assertThat(writers)
                .containsExactlyInAnyOrder(
                        "ci.yml codeql security-events",
                        "ci.yml deliver contents",
                        "ci.yml deliver pull-requests",
                        "cd.yml staging contents",
                        "cd.yml take-back contents",
                        "cd.yml propose contents",
                        "cd.yml propose pull-requests",
                        "production.yml take-back contents",
                        "production.yml take-back pull-requests",
                        "release.yml release contents",
                        "release.yml release id-token",
                        "release.yml release attestations");
    }

    /** The checkout's token stays in the work tree, where the tests' own code can read it. */
    @ParameterizedTest
    @MethodSource("workflows")
    void checkoutWhenTheJobMayNotWriteKeepsNoToken(Workflow workflow) {
        assertThat(workflow.jobs()).allSatisfy(job -> {
            var writes = job.json().at("/permissions/contents").asString("read").equals("write");
            var pushes = steps(job)
                    .anyMatch(it -> it.path("run").asString("").matches("(?s).*\\.ci/pro(mote|pose).*")
                            && (it.path("run").asString().contains("--land")
                                    || it.path("run").asString().contains(".ci/propose")));
            assertThat(steps(job).filter(it -> it.path("uses").asString("").startsWith("actions/checkout@")))
                    .allSatisfy(
                            it -> assertThat(it.at("/with/persist-credentials").asBoolean(true))
                                    .isEqualTo(writes && pushes));
        });
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void jobsHaveAnEndAndRunOneAfterTheOther(Workflow workflow) {
        assertThat(workflow.json().at("/concurrency/group").isString()).isTrue();
        assertThat(workflow.json().at("/concurrency").has("cancel-in-progress")).isTrue();
        assertThat(workflow.jobs())
                .filteredOn(it -> !it.json().has("uses"))
                .allSatisfy(it -> assertThat(it.json().path("timeout-minutes").asInt(0))
                        .as(it.id())
                        .isBetween(5, 120));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void jobsNeedOnlyJobsThatAreThere(Workflow workflow) {
        var ids = workflow.jobs().stream().map(Workflow.Job::id).toList();
        assertThat(workflow.jobs()).allSatisfy(it -> assertThat(ids).containsAll(it.needs()));
        assertThat(workflow.jobs())
                .filteredOn(it -> it.json().has("uses"))
                .allSatisfy(
                        it -> assertThat(Path.of("..", it.json().path("uses").asString()))
                                .exists());
    }

    /** An expression is put into a script as text, so that what stands in it runs; variables are not. */
    @ParameterizedTest
    @MethodSource("workflows")
    void scriptsTakeWhatTheyNeedFromTheEnvironment(Workflow workflow) {
        assertThat(workflow.steps().map(it -> it.path("run").asString("")))
                .noneMatch(it -> EXPRESSION.matcher(it).find());
        assertThat(workflow.json().toString()).doesNotContain("github.event.", "github.head_ref");
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void scriptsThatAreNamedAreThereAndRun(Workflow workflow) {
        var named = workflow.steps()
                .flatMap(it -> SCRIPT.matcher(it.path("run").asString("")).results())
                .map(it -> it.group(1))
                .filter(it -> !it.equals("yamllint"));
        assertThat(named).allSatisfy(it -> assertThat(Path.of("../.ci", it)).isExecutable());
    }

    /** An image has the name of a commit only when everything was tried with that commit, on main. */
    @Test
    void pushComesAfterEveryTestAndOnMainAlone() {
        var ci = Workflow.named("ci");
        var push = ci.job("push");
        assertThat(push.json().path("if").asString())
                .contains("github.event_name == 'push'", "github.ref == 'refs/heads/main'");
        var others = ci.jobs().stream()
                .map(Workflow.Job::id)
                .filter(it -> !Set.of("push", "deliver", "dependencies").contains(it));
        assertThat(push.needs()).containsExactlyInAnyOrderElementsOf(others.toList());
        assertThat(ci.jobs().stream().filter(it -> it.json().toString().contains(".ci/images push")))
                .extracting(Workflow.Job::id)
                .containsExactly("push");
        assertThat(workflows()
                        .filter(it -> it.json().toString().contains("secrets.REGISTRY_PASSWORD"))
                        .map(Workflow::toString))
                .containsExactlyInAnyOrder("ci.yml", "release.yml");
    }

    /** A version gets its name only when the one before it works on its schema: until all pods are new, and after going back, it has to. */
    @Test
    void releaseComesAfterAllTestsOfTheReleaseBefore() {
        var release = Workflow.named("release");
        assertThat(release.job("release").needs()).containsExactly("previous");
        assertThat(steps(release.job("previous")).map(it -> it.path("run").asString("")))
                .contains(".ci/previous-release --all");
        // both or none: a job that needs a skipped one is skipped
        assertThat(release.job("previous").json().path("if"))
                .isEqualTo(release.job("release").json().path("if"));
        // its tags tell which release that is
        assertThat(steps(release.job("previous")).map(it -> it.at("/with/fetch-depth")))
                .anyMatch(it -> it.asInt(1) == 0);
    }

    /** Each is of another trust than what comes before it: nothing is delivered that was not pushed, or proposed that was not walked through. */
    @Test
    void deliveryGoesFromStagingOverItsSmokeTestToProduction() {
        assertThat(Workflow.named("ci").job("deliver").needs()).containsExactly("push");
        var cd = Workflow.named("cd");
        assertThat(cd.job("smoke").needs()).containsExactly("staging");
        assertThat(cd.job("propose").needs()).contains("staging", "smoke");
        assertThat(cd.job("propose").json().has("if")).isFalse();
        assertThat(cd.job("take-back").json().path("if").asString()).startsWith("failure()");
        assertThat(cd.json().toString()).doesNotContain("promote prod").contains("propose prod");
    }

    /** What the scripts ask for is what Argo CD and the chart make. */
    @Test
    void deliveryAsksForWhatIsThere() {
        var argo = Chart.ARGOCD.render();
        for (var environment : new String[] {"staging", "prod"}) {
            var application = argo.one("Application", "miniredis-" + environment);
            assertThat(application.at("/spec/destination/namespace").asString()).isEqualTo("miniredis-" + environment);
        }
        assertThat(runs("cd")).contains("await-sync miniredis-staging", "watch-rollback miniredis-staging");
        assertThat(runs("production")).contains("await-sync miniredis-prod", "watch-rollback miniredis-prod");
        var staging = Chart.scenarios()
                .filter(it -> it.toString().contains("values-staging"))
                .findAny()
                .orElseThrow()
                .render();
        assertThat(runs("restore-test")).contains(".ci/restore-test miniredis-staging");
        assertThat(staging.has("CronJob", "miniredis-restore-test")).isTrue();
        assertThat(Workflow.named("production").triggers().at("/push/paths/0").asString())
                .isEqualTo("helm/argocd/environments/prod.yaml");
    }

    /** A registry, a cluster, an address: each is a variable of the repository. */
    @ParameterizedTest
    @MethodSource("workflows")
    void hostsStandInVariables(Workflow workflow) throws Exception {
        assertThat(Files.readString(workflow.file())).doesNotContain("http://", "https://", ".io/", "docker.com");
    }

    private static String runs(String workflow) {
        return Workflow.named(workflow)
                .steps()
                .map(it -> it.path("run").asString(""))
                .reduce("", (all, it) -> all + it + "\n");
    }

    private static Stream<JsonNode> steps(Workflow.Job job) {
        return job.json().path("steps").valueStream();
    }
}
