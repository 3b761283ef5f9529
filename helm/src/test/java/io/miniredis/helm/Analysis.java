package io.miniredis.helm;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A run of an AnalysisTemplate, by its own words, the way Argo Rollouts understands them: each metric is looked at after its initial delay
 * and then at its interval; more looks over the limit than its failureLimit end the rollout, and so do more errors in a row than its
 * consecutiveErrorLimit.
 */
final class Analysis {

    private static final Pattern CONDITION = Pattern.compile("result\\[0] <= ([0-9.]+)");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<Metric> metrics = new ArrayList<>();
    private final Consumer<String> said;

    /** @param said gets a line for every look */
    Analysis(Resource template, String service, String hash, URI prometheus, Consumer<String> said) {
        this.said = said;
        template.at("/spec/metrics")
                .valueStream()
                .forEach(it -> metrics.add(new Metric(
                        it,
                        prometheus,
                        it.at("/provider/prometheus/query")
                                .asString()
                                .replace("{{args.service}}", service)
                                .replace("{{args.hash}}", hash))));
    }

    /**
     * Looks until a metric has failed or the time is over.
     *
     * @return the metric that failed; empty where none did
     */
    String run(Duration time) throws InterruptedException {
        var begin = System.nanoTime();
        for (var second = 0; second <= time.toSeconds(); second++) {
            for (var metric : metrics) if (metric.isDue(second) && metric.look(second)) return metric.name;
            var next = Duration.ofSeconds(second + 1L).minusNanos(System.nanoTime() - begin);
            // its interval is what is rehearsed
            if (next.isPositive()) Thread.sleep(next);
        }
        return "";
    }

    static Duration duration(String text) {
        return Duration.parse("PT" + text.toUpperCase());
    }

    private final class Metric {

        private final String name;
        private final String query;
        private final URI prometheus;
        private final long delay;
        private final long interval;
        private final int failureLimit;
        private final int errorLimit;
        private final double limit;
        private int failures;
        private int errorsInARow;

        Metric(JsonNode json, URI prometheus, String query) {
            this.prometheus = prometheus;
            this.query = query;
            name = json.path("name").asString();
            delay = duration(json.path("initialDelay").asString()).toSeconds();
            interval = duration(json.path("interval").asString()).toSeconds();
            failureLimit = json.path("failureLimit").asInt();
            errorLimit = json.path("consecutiveErrorLimit").asInt();
            var condition = CONDITION.matcher(json.path("successCondition").asString());
            if (!condition.matches()) throw new AssertionError("not understood: " + json.path("successCondition"));
            limit = Double.parseDouble(condition.group(1));
        }

        boolean isDue(long second) {
            return second >= delay && (second - delay) % interval == 0;
        }

        /** Whether that was one too many. */
        boolean look(long second) throws InterruptedException {
            try {
                var value = ask();
                errorsInARow = 0;
                if (value > limit) failures++;
                said.accept("%4d s  %-14s %.3f of at most %s%s"
                        .formatted(second, name, value, limit, value > limit ? ", over it: " + failures : ""));
            } catch (IOException | RuntimeException e) {
                errorsInARow++;
                said.accept("%4d s  %-14s could not be asked: %s".formatted(second, name, e.getMessage()));
            }
            return failures > failureLimit || errorsInARow > errorLimit;
        }

        private double ask() throws IOException, InterruptedException {
            var url = prometheus.resolve("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
            var answer = HTTP.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
            var result = Rendered.JSON.readTree(answer.body()).at("/data/result");
            if (result.size() != 1) throw new IOException(answer.body());
            return Double.parseDouble(result.at("/0/value/1").asString());
        }
    }
}
