package io.miniredis.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that the workflows call, in a repository of their own and against servers that say what a test wants. */
class DeliveryScriptsTests {

    @TempDir
    Path folder;

    Path work;

    @BeforeEach
    void aRepositoryWithTwoCommits() throws Exception {
        work = folder.resolve("work");
        for (var name : List.of(".ci", "helm/argocd/environments", "node-manager", "docker/backup"))
            Files.createDirectories(work.resolve(name));
        for (var name : List.of(".ci/promote", ".ci/propose", ".ci/changelog", ".ci/reproducible"))
            Files.copy(Path.of("..", name), work.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        for (var name : List.of("staging", "prod"))
            Files.copy(Path.of("argocd/environments", name + ".yaml"), environment(name));
        git("init", "--quiet", "--initial-branch", "main");
        commit("Begin", "node-manager/Node.java", "one");
    }

    @Test
    void promoteWhenNodeManagerIsAsItWasLeavesItsTag() throws Exception {
        var first = head();
        run("promote", "staging", first).expect(0);
        assertThat(tags("staging")).containsExactly(first, first);
        commit("Change the dashboard", "frontend.ts", "two");
        commit("Change how backups are taken", "docker/backup/backup.sh", "two");
        run("promote", "staging", head()).expect(0);
        assertThat(tags("staging")).containsExactly(head(), first);
        commit("Change the node-manager", "node-manager/Node.java", "two");
        assertThat(run("promote", "staging", head()).expect(0)).contains("hosts will restart");
        assertThat(tags("staging")).containsExactly(head(), head());
        assertThat(run("promote", "staging", "--show").expect(0)).isEqualTo(head() + "\n");
        // it is still what Argo CD reads, with its comments
        assertThat(Files.readString(environment("staging"))).startsWith("# What runs in staging");
        assertThat(tags("prod")).containsExactly("0.1.0", "0.1.0");
    }

    @Test
    void promoteWhenItIsNoCommitOfThisRepositoryRefuses() throws Exception {
        run("promote", "staging", "0.2.0").expect(1);
        run("promote", "staging", "main").expect(1);
        run("promote", "staging", "0123456789012345678901234567890123456789").expect(1);
        run("promote", "../staging", head()).expect(2);
        assertThat(tags("staging")).containsExactly("0.1.0", "0.1.0");
    }

    @Test
    void promoteWhenSomebodyElsePushedMeanwhileKeepsWhatTheyDid() throws Exception {
        var origin = origin();
        var sha = head();
        commit("Somebody else's", "other", "x");
        git("push", "--quiet", "origin", "main");
        git("reset", "--quiet", "--hard", sha);

        run("promote", "staging", sha, "--land").expect(0);
        assertThat(command(origin, Map.of(), "git", "log", "--format=%s", "main")
                        .expect(0)
                        .lines())
                .containsExactly("Run " + sha.substring(0, 12) + " in staging", "Somebody else's", "Begin");
        // the same once more is nothing to commit
        assertThat(run("promote", "staging", sha, "--land").expect(0)).contains("already");
    }

    @Test
    void proposeWhenNothingIsOpenForTheCommitOpensAPullRequestFromABranchOfItsOwn() throws Exception {
        var origin = origin();
        git("tag", "v0.1.0");
        commit("Give databases a colour", "node-manager/Node.java", "two");
        git("push", "--quiet", "origin", "main");
        var short12 = head().substring(0, 12);

        var said = propose("", head()).expect(0);
        assertThat(said)
                .contains(
                        "gh pr create --base main --head promote/prod/%1$s --title Run %1$s in prod".formatted(short12))
                .contains("prod: node-manager changed", "\n- Give databases a colour (");
        assertThat(command(origin, Map.of(), "git", "log", "--format=%s", "promote/prod/" + short12)
                        .expect(0)
                        .lines())
                .containsExactly("Run " + short12 + " in prod", "Give databases a colour", "Begin");
        // what is checked out is as it was: a merge is what promotes
        assertThat(tags("prod")).containsExactly("0.1.0", "0.1.0");
        assertThat(command(work, Map.of(), "git", "branch", "--show-current").expect(0))
                .isEqualTo("main\n");
    }

    @Test
    void proposeWhenOneIsOpenForTheCommitRenewsIt() throws Exception {
        origin();
        propose("", head()).expect(0);
        assertThat(propose("7", head()).expect(0))
                .contains("gh api --method PATCH repos/{owner}/{repo}/pulls/7 ")
                .doesNotContain("gh pr create");
    }

    @Test
    void proposeWhenItRunsAlreadyOpensNothing() throws Exception {
        origin();
        run("promote", "prod", head(), "--land").expect(0);
        var runs =
                command(work, Map.of(), "git", "rev-parse", "HEAD^").expect(0).strip();
        assertThat(propose("", runs).expect(0)).contains("already").doesNotContain("gh pr");
    }

    @Test
    void proposeWhenItLeadsBackSaysSo() throws Exception {
        origin();
        var first = head();
        commit("Give databases a colour", "colour", "two");
        run("promote", "prod", head(), "--land").expect(0);
        assertThat(propose("", first).expect(0)).contains("Back from ").doesNotContain("Give databases a colour (");
    }

    @Test
    void reproducibleWhenTheStartUpRecordAloneDiffersSaysSoAndIsContent() throws Exception {
        assertThat(reproducible("application", "record", "application", "another record")
                        .expect(0))
                .contains("backend: 1 of 2 layers are the same, but not the start-up record");
        assertThat(reproducible("application", "record", "application", "record")
                        .expect(0))
                .contains("backend: 2 of 2 layers are the same\n");
        assertThat(command(work, Map.of(), "git", "worktree", "list").expect(0).lines())
                .hasSize(1);
    }

    @Test
    void reproducibleWhenAnotherLayerDiffersNamesIt() throws Exception {
        assertThat(reproducible("application", "record", "another application", "record")
                        .expect(1))
                .contains("differs: sha256:application (5 bytes), made by COPY application/ ./", "1 of 1 images");
    }

    @Test
    void restoreTestWhenItsJobIsCompleteShowsWhatItSaid() throws Exception {
        assertThat(restoreTest("SuccessCriteriaMet Complete").expect(0)).contains("said by job/restore-test-");
    }

    @Test
    void restoreTestWhenItsJobFailedShowsWhatItSaidAndFails() throws Exception {
        assertThat(restoreTest("FailureTarget Failed").expect(1))
                .contains("said by job/restore-test-", "did not succeed");
    }

    /** Nothing to look through is not the same as nothing found. */
    @Test
    void scanWhenThereIsNoTrivyFailsAndNamesIt() throws Exception {
        var bin = Files.createDirectories(folder.resolve("bin"));
        for (var name : List.of("bash", "dirname")) Files.createSymbolicLink(bin.resolve(name), found(name));
        assertThat(command(folder, Map.of("PATH", bin.toString()), ci("scan")).expect(2))
                .contains("Trivy is not on the PATH");
    }

    @Test
    void changelogHasWhatChangedAndNotWhatDeliveryWrote() throws Exception {
        git("tag", "v0.1.0");
        commit("Give databases a colour", "a", "1");
        commit("Run 0123456789ab in staging", "b", "2");
        commit("Mend the colour", "a", "3");
        assertThat(run("changelog", "v0.1.0", "HEAD").expect(0).lines().map(it -> it.replaceAll(" \\(.*", "")))
                .containsExactly("- Mend the colour", "- Give databases a colour");
        git("tag", "v0.2.0");
        assertThat(run("changelog", "v0.2.0").expect(0).lines()).hasSize(2);
        run("changelog", "v0.1.0", "nothing").expect(1);
    }

    @Test
    void awaitSyncWhenTheCommitRunsAndIsHealthyEnds() throws Exception {
        try (var argo = new Answers(
                application("OutOfSync", "Healthy", "old"),
                application("Synced", "Progressing", "new"),
                application("Synced", "Healthy", "new"))) {
            assertThat(awaitSync(argo).expect(0)).contains("OutOfSync Healthy False", "Synced Healthy True");
            assertThat(argo.seen)
                    .first()
                    .asString()
                    .startsWith("/api/v1/applications/miniredis-staging?refresh=normal Bearer s3cret");
        }
    }

    @Test
    void awaitSyncWhenTheRolloutWasTakenBackFails() throws Exception {
        // an old version that is not well says nothing of the new one
        try (var argo =
                new Answers(application("OutOfSync", "Degraded", "old"), application("Synced", "Degraded", "new"))) {
            awaitSync(argo).expect(1);
            assertThat(argo.seen).hasSize(2);
        }
    }

    @Test
    void watchWhenATriggerFiresTwiceInARowFailsAndNamesIt() throws Exception {
        var bad = "{\"data\":{\"result\":[{\"metric\":{\"service\":\"backend\"},\"value\":[0,\"0.4123456\"]}]}}";
        try (var prometheus = new Answers(bad)) {
            assertThat(watch(prometheus, "30").expect(1)).contains("backend=0.4123", "take it back: ");
            assertThat(prometheus.seen).last().asString().contains("namespace=\"miniredis-staging\"");
        }
    }

    @Test
    void watchWhenNothingIsOverItsLimitEndsWell() throws Exception {
        try (var prometheus = new Answers("{\"data\":{\"result\":[]}}") {
            @Override
            String answer(String query) {
                return query.contains("query=count")
                        ? "{\"data\":{\"result\":[{\"metric\":{},\"value\":[0,\"12\"]}]}}"
                        : super.answer(query);
            }
        }) {
            assertThat(watch(prometheus, "2").expect(0)).contains("nothing to hold against it");
        }
    }

    /** Knowing nothing is not the same as nothing being wrong. */
    @Test
    void watchWhenPrometheusKnowsNothingFails() throws Exception {
        try (var prometheus = new Answers("{\"data\":{\"result\":[]}}")) {
            watch(prometheus, "30").expect(3);
        }
    }

    /** The repository that the work is pushed to. */
    private Path origin() throws Exception {
        var origin = folder.resolve("origin.git");
        command(folder, Map.of(), "git", "clone", "--quiet", "--bare", work.toString(), origin.toString())
                .expect(0);
        git("remote", "add", "origin", origin.toString());
        return origin;
    }

    /** A folder with a program of that name. */
    private Path program(String name, String script) throws IOException {
        var bin = Files.createDirectories(folder.resolve("bin"));
        Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script);
        assertThat(bin.resolve(name).toFile().setExecutable(true)).isTrue();
        return bin;
    }

    /** With a gh that says what it is told to do, and knows of the open pull request of that number. */
    private Output propose(String open, String sha) throws Exception {
        var bin = program("gh", "[ \"$2\" != list ] || exec echo '%s'\necho gh \"$@\"\ncat\n".formatted(open));
        return command(
                work,
                Map.of("PATH", bin + ":" + System.getenv("PATH")),
                work.resolve(".ci/propose").toString(),
                "prod",
                sha);
    }

    /** With builds that make an image of these two layers, the second time of those. */
    private Output reproducible(String application, String record, String second, String secondRecord)
            throws Exception {
        var archives = folder.resolve("archives");
        image(archives.resolve("one"), application, record);
        image(archives.resolve("two"), second, secondRecord);
        var images = work.resolve(".ci/images");
        Files.writeString(images, """
                #!/bin/sh
                [ "$1" = archive ] || exit 2
                cd "$ARCHIVES/$([ "$3" = --no-cache ] && echo two || echo one)" && tar -cf "$2/backend.tar" *
                """);
        assertThat(images.toFile().setExecutable(true)).isTrue();
        git("add", "--all");
        git(
                "-c",
                "user.name=t",
                "-c",
                "user.email=t@t.invalid",
                "commit",
                "--quiet",
                "--allow-empty",
                "--message",
                "B");
        return command(
                work,
                Map.of("ARCHIVES", archives.toString()),
                work.resolve(".ci/reproducible").toString());
    }

    /** What is in an OCI archive, as far as it is read here. */
    private static void image(Path folder, String application, String record) throws IOException {
        var blobs = Files.createDirectories(folder.resolve("blobs/sha256"));
        Files.writeString(folder.resolve("index.json"), "{\"manifests\":[{\"digest\":\"sha256:manifest\"}]}");
        Files.writeString(blobs.resolve("manifest"), """
                {"config":{"digest":"sha256:config"},
                 "layers":[{"digest":"sha256:%s","size":5},{"digest":"sha256:%s","size":6}]}
                """.formatted(application, record));
        Files.writeString(blobs.resolve("config"), """
                {"history":[{"created_by":"COPY application/ ./"},{"created_by":"ENV A=b","empty_layer":true},
                 {"created_by":"COPY /tmp/backend.aot ./"}]}
                """);
    }

    /** With a cluster that is away when it is asked first, and in which the job is under way for a while and then ends. */
    private Output restoreTest(String conditions) throws Exception {
        var asked = folder.resolve("asked");
        var bin = program("kubectl", """
                case "$3" in
                  create) echo "$*" ;;
                  get) echo >>%1$s; case $(wc -l <%1$s) in 1) exit 1 ;; 2) ;; *) echo '%2$s' ;; esac ;;
                  logs) echo "said by $4" ;;
                esac
                """.formatted(asked, conditions));
        var output = command(
                folder,
                Map.of("PATH", bin + ":" + System.getenv("PATH"), "RESTORE_TEST_SECONDS", "0.05"),
                ci("restore-test"),
                "miniredis-staging");
        assertThat(Files.readAllLines(asked)).hasSize(3);
        assertThat(output.text())
                .contains(
                        "--namespace miniredis-staging create job --from=cronjob/miniredis-restore-test restore-test-");
        return output;
    }

    private static Path found(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(it -> Path.of(it, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private Output awaitSync(Answers argo) throws Exception {
        return command(
                folder,
                Map.of("ARGOCD_URL", argo.url(), "ARGOCD_TOKEN", "s3cret", "AWAIT_SYNC_SECONDS", "0.05"),
                ci("await-sync"),
                "miniredis-staging",
                "new",
                "1");
    }

    private Output watch(Answers prometheus, String seconds) throws Exception {
        return command(
                folder,
                Map.of("PROMETHEUS_URL", prometheus.url(), "WATCH_SECONDS", "0.05"),
                ci("watch-rollback"),
                "miniredis-staging",
                seconds);
    }

    private static String application(String sync, String health, String tag) {
        return "{\"status\":{\"sync\":{\"status\":\"%s\"},\"health\":{\"status\":\"%s\"},\"summary\":{\"images\":[\"r/backend:%s\"]}}}"
                .formatted(sync, health, tag);
    }

    private Path environment(String name) {
        return work.resolve("helm/argocd/environments/" + name + ".yaml");
    }

    /** image.tag and nodeManager.tag, as YAML reads them. */
    private List<String> tags(String name) throws IOException {
        var values = Rendered.JSON.valueToTree(Rendered.documents(Files.readString(environment(name)))
                .findFirst()
                .orElseThrow());
        return Stream.of("/image/tag", "/nodeManager/tag")
                .map(it -> values.at(it).asString())
                .toList();
    }

    private void commit(String subject, String file, String text) throws Exception {
        Files.writeString(work.resolve(file), text);
        git("add", "--all");
        git("-c", "user.name=t", "-c", "user.email=t@t.invalid", "commit", "--quiet", "--message", subject);
    }

    private String head() throws Exception {
        return command(work, Map.of(), "git", "rev-parse", "HEAD").expect(0).strip();
    }

    private void git(String... arguments) throws Exception {
        command(
                        work,
                        Map.of(),
                        Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new))
                .expect(0);
    }

    private Output run(String script, String... arguments) throws Exception {
        return command(
                work,
                Map.of(),
                Stream.concat(Stream.of(work.resolve(".ci/" + script).toString()), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private static String ci(String script) {
        return Path.of("../.ci", script).toAbsolutePath().normalize().toString();
    }

    private static Output command(Path where, Map<String, String> environment, String... command) throws Exception {
        var builder = new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
        // as on a runner, where git knows nobody
        builder.environment()
                .putAll(Map.of(
                        "HOME", where.toString(),
                        "GIT_CONFIG_NOSYSTEM", "1",
                        "GIT_CONFIG_COUNT", "1",
                        "GIT_CONFIG_KEY_0", "user.useConfigOnly",
                        "GIT_CONFIG_VALUE_0", "true"));
        builder.environment().putAll(environment);
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Output(process.exitValue(), text);
    }

    private record Output(int code, String text) {

        String expect(int wanted) {
            assertThat(code).as(text).isEqualTo(wanted);
            return text;
        }
    }

    /** A server with an answer for each call; the last one is given again and again. */
    private static class Answers implements AutoCloseable {

        final Queue<String> seen = new ArrayDeque<>();
        private final Queue<String> answers;
        private final HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);

        Answers(String... answers) throws IOException {
            this.answers = new ArrayDeque<>(List.of(answers));
            server.createContext("/", exchange -> {
                seen.add(URLDecoder.decode(exchange.getRequestURI().toString(), StandardCharsets.UTF_8) + " "
                        + exchange.getRequestHeaders().getFirst("Authorization"));
                var body = answer(exchange.getRequestURI().getRawQuery()).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
        }

        String answer(String query) {
            return answers.size() > 1 ? answers.remove() : answers.element();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
