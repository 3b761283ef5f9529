package io.miniredis.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.gateway.testing.Gateway;
import io.miniredis.gateway.testing.GatewayTest;
import io.miniredis.gateway.testing.Services;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@GatewayTest
@TestPropertySource(
        properties = {
            "MINIREDIS_CORS_ORIGINS=https://app.example,https://other.example:8443",
            "MINIREDIS_PUBLIC_URL=https://Cloud.example/",
            "MINIREDIS_ORIGIN_REQUIRED=true"
        })
class CorsIntegrationTests {

    private static final String SESSION = "corscorscorscorscorscorscorscorscorscorsco1";

    @Autowired
    Gateway gateway;

    @Autowired
    Services services;

    @BeforeEach
    void reset() {
        services.reset();
        services.allow(SESSION);
    }

    private Gateway.Answer post(String... headers) {
        return gateway.send(gateway.request("/api/v1/databases")
                .header("Cookie", "miniredis_session=" + SESSION)
                .headers(headers)
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
    }

    private Gateway.Answer preflight(String origin) {
        return gateway.send(gateway.request("/api/v1/databases")
                .headers("Origin", origin, "Access-Control-Request-Method", "POST")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    }

    @Test
    void preflightWhenSiteIsConfiguredIsAnsweredHere() {
        var answer = preflight("https://other.example:8443");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://other.example:8443");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("PATCH");
        assertThat(answer.header("Access-Control-Allow-Headers")).contains("Idempotency-Key");
        assertThat(answer.header("Vary")).isEqualTo("Origin");
        assertThat(services.seen()).isEmpty();
    }

    @Test
    void preflightWhenSiteIsUnknownAllowsNothing() {
        var answer = preflight("https://evil.example");
        assertThat(services.seen()).isEmpty();
        assertThat(answer.response().headers().map().keySet())
                .noneMatch(it -> it.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-allow"));
        assertThat(answer.header("Vary")).isEqualTo("Origin");
    }

    @Test
    void cookieCallWhenSiteIsConfiguredPassesAndMayBeRead() {
        var answer = post("Origin", "https://app.example", "Sec-Fetch-Site", "cross-site");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
        assertThat(answer.header("Access-Control-Expose-Headers")).contains("Retry-After");
        assertThat(answer.response().headers().allValues("Vary")).contains("Origin");
    }

    @Test
    void cookieCallWhenFromThePublicUrlPasses() {
        assertThat(post("Origin", "https://cloud.example").status()).isEqualTo(200);
        assertThat(post("Origin", "https://app.example:444").status()).isEqualTo(403);
    }

    @Test
    void cookieCallWhenOriginIsRequiredAndNotSaidIsRefused() {
        assertThat(post("Accept", "*/*").code()).isEqualTo("ORIGIN_MISMATCH");
        // without a cookie nobody's session is at stake
        assertThat(gateway.send(gateway.request("/api/v1/auth/login").POST(HttpRequest.BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(200);
    }
}
