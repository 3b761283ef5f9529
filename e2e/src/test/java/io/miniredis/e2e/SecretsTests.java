package io.miniredis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs last, and looks for every secret that the other tests met: in files, logs, databases, metrics and the process list. */
@Tag("matrix")
@Order(Integer.MAX_VALUE)
@ExtendWith(PlatformExtension.class)
class SecretsTests {

    @Test
    void secretsOfTheWholeRunAreNowhereInClear(LocalPlatform platform) throws IOException, InterruptedException {
        // alone, this class meets at least these
        var tenant = Tenant.signedUp(platform);
        tenant.create("secrets");
        tenant.post("/api-keys", java.util.Map.of("name", "secret", "role", "admin"))
                .expect(201);
        var secrets = Planted.all();
        assertThat(secrets).hasSizeGreaterThan(3);

        var found = new ArrayList<String>();
        var places = 0;
        for (var process : ProcessHandle.allProcesses().toList()) {
            for (var file : List.of("cmdline", "environ")) {
                places++;
                search(read(Path.of("/proc", String.valueOf(process.pid()), file)), secrets)
                        .forEach(it -> found.add(it + " in " + file + " of process " + process.pid()));
            }
        }
        for (var service : LocalPlatform.SERVICES) {
            places++;
            search(metrics(platform.url(service)), secrets).forEach(it -> found.add(it + " in metrics of " + service));
        }
        var files = filesOf(platform);
        places += files.size();
        found.addAll(grep(files, secrets));
        System.out.printf("secrets: %d looked for in %d places, found: %s%n", secrets.size(), places, found);
        assertThat(found).isEmpty();
    }

    /** Everything that the platform wrote but the folder of its own secrets, and the mails, which are to hold tokens. */
    private static List<Path> filesOf(LocalPlatform platform) throws IOException {
        try (var files = Files.walk(platform.home())) {
            return files.filter(Files::isRegularFile)
                    .filter(it -> !it.startsWith(platform.mails()))
                    .filter(it -> !it.startsWith(platform.home().resolve("secrets")))
                    .toList();
        }
    }

    private static List<String> grep(List<Path> files, Set<String> secrets) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("miniredis-secrets-");
        var patterns = Files.write(folder.resolve("patterns"), secrets);
        // shows that the search finds what there is
        var control = Files.writeString(
                folder.resolve("control"), "x" + secrets.iterator().next() + "y");
        var list = folder.resolve("files");
        Files.write(
                list,
                java.util.stream.Stream.concat(files.stream(), java.util.stream.Stream.of(control))
                        .map(Path::toString)
                        .toList());
        var grep = new ProcessBuilder(
                        "sh",
                        "-c",
                        "tr '\\n' '\\0' <\"$1\" | LC_ALL=C xargs -0 grep -laF -f \"$2\" --",
                        "sh",
                        "" + list,
                        "" + patterns)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var said = new String(grep.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        grep.waitFor();
        var hits = new ArrayList<>(said.lines().toList());
        assertThat(hits.remove(control.toString())).as("the search works").isTrue();
        for (var file : List.of(control, patterns, list)) Files.delete(file);
        Files.delete(folder);
        return hits.stream().map(it -> "a secret in " + it).toList();
    }

    private static List<String> search(String text, Set<String> secrets) {
        return secrets.stream()
                .filter(text::contains)
                .map(it -> it.substring(0, 4) + "…")
                .toList();
    }

    private static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException goneOrNotOurs) {
            return "";
        }
    }

    private static String metrics(URI service) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(service.resolve("/actuator/prometheus"))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
