package io.miniredis.frontend.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The built dashboard as a browser gets it. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class PagesIntegrationTests {

    private static final Pattern SCRIPT = Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"");

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @ParameterizedTest
    @ValueSource(strings = {"/", "/login", "/databases", "/databases/db_01jf3x5t8m0000000000000000/metrics?range=1h"})
    void getWhenClientRouteAnswersThePage(String path) throws Exception {
        var answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).startsWith("text/html");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
        assertThat(text(answer)).contains("<div id=\"root\">");
    }

    @Test
    void getWhenPageUnchangedAnswersNotModifiedByItsContent() throws Exception {
        var first = get("/databases");
        assertThat(first.headers().firstValue("Last-Modified")).isEmpty();
        var again = get("/login", "If-None-Match", header(first, "ETag"));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(get("/login", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void getWhenHashedAssetMayBeKeptForEver() throws Exception {
        var answer = get(script());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Cache-Control")).isEqualTo("max-age=31536000, public, immutable");
        assertThat(header(answer, "Content-Type")).contains("javascript");
    }

    @Test
    void getWhenCompressionAcceptedAnswersThePrecompressedFile() throws Exception {
        var plain = get(script());
        var gzip = get(script(), "Accept-Encoding", "gzip");
        assertThat(header(gzip, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(gzip, "Vary")).contains("Accept-Encoding");
        assertThat(header(gzip, "Content-Type")).contains("javascript");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
                .isEqualTo(plain.body());
        var brotli = get(script(), "Accept-Encoding", "gzip, deflate, br");
        assertThat(header(brotli, "Content-Encoding")).isEqualTo("br");
        assertThat(brotli.body().length).isLessThan(gzip.body().length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/assets/gone-1234.js", "/assets/gone", "/robots.txt", "/actuator/env", "/%2e%2e/application.yml"
            })
    void getWhenUnknownFileAnswersProblemAndNotThePage(String path) throws Exception {
        var answer = get(path);
        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(text(answer)).doesNotContain("<div id=\"root\">");
        if (answer.statusCode() == 404) {
            assertThat(header(answer, "Content-Type")).startsWith("application/problem+json");
            assertThat(text(answer)).contains("\"code\":\"NOT_FOUND\"");
        }
    }

    @Test
    void getWhenPageCarriesTheSecurityHeaders() throws Exception {
        var answer = get("/databases");
        assertThat(header(answer, "Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("script-src 'self' 'unsafe-inline'");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("same-origin");
        assertThat(header(answer, "Permissions-Policy")).contains("camera=()");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void getWhenHttpsAtTheIngressPromisesHttps() throws Exception {
        assertThat(header(get("/", "X-Forwarded-Proto", "https"), "Strict-Transport-Security"))
                .contains("max-age=31536000");
    }

    @Test
    void pageWhenLookedIntoHoldsNothingInlineOrForeign() throws Exception {
        assertThat(text(get("/")))
                .doesNotContainPattern("<script(?![^>]*\\bsrc=)")
                .doesNotContain("http://", "https://");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health/liveness", "/actuator/health/readiness", "/actuator/prometheus"})
    void getWhenProbedAnswers(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(200);
    }

    private String script() throws Exception {
        var script = SCRIPT.matcher(text(get("/")));
        assertThat(script.find()).isTrue();
        return script.group(1);
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (headers.length > 0) request.headers(headers);
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
