package io.miniredis.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miniredis.launcher.process.LaunchFailure;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTests {

    @TempDir
    Path home;

    @Test
    void fromNothingGivesTheDefaults() {
        var settings = settings(Map.of());

        assertThat(settings.port(Service.FRONTEND)).isEqualTo(5173);
        assertThat(settings.url(Service.AUTH_SERVICE)).isEqualTo("http://127.0.0.1:8000");
        assertThat(settings.redisBind()).isEqualTo("127.0.0.1 -::1");
    }

    @Test
    void fromWhenAPortIsWrongNamesTheVariable() {
        assertThatThrownBy(() -> settings(Map.of("BACKEND_PORT", "many")))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("BACKEND_PORT");
    }

    @Test
    void fromWhenTwoPartsWantOnePortNamesBoth() {
        assertThatThrownBy(() -> settings(Map.of("BACKEND_PORT", "8000")))
                .hasMessageContaining("BACKEND_PORT")
                .hasMessageContaining("AUTH_SERVICE_PORT");
    }

    @Test
    void fromWhenAPortLiesInThePoolSaysSo() {
        assertThatThrownBy(() -> settings(Map.of("BACKEND_PORT", "20500"))).hasMessageContaining("port pool");
    }

    @Test
    void bindOpensTheDoorsAndTheDatabasesOnly() {
        var settings = settings(Map.of("MINIREDIS_BIND", "0.0.0.0"));
        var environment = new ServiceEnvironment(settings);

        assertThat(environment.of(Service.FRONTEND)).containsEntry("SERVER_ADDRESS", "0.0.0.0");
        assertThat(environment.of(Service.BACKEND)).containsEntry("SERVER_ADDRESS", "127.0.0.1");
        assertThat(environment.of(Service.NODE_MANAGER)).containsEntry("REDIS_BIND", "* -::*");
        assertThat(settings.url(Service.API_GATEWAY)).isEqualTo("http://127.0.0.1:8080");
    }

    @Test
    void ofRunningMeansTheStackThatWasSaved() {
        var started = settings(Map.of("FRONTEND_PORT", "6173"));
        started.folders().make();
        started.save();

        var here = Settings.ofRunning(Map.of("MINIREDIS_HOME", home.toString()));

        assertThat(here.port(Service.FRONTEND)).isEqualTo(6173);
    }

    @Test
    void environmentOfAServiceHoldsNoSecret() {
        var environment = new ServiceEnvironment(settings(Map.of()));

        for (var service : Service.values()) {
            assertThat(environment.of(service).keySet())
                    .noneMatch(it -> it.contains("PASSWORD") || it.contains("KEY") || it.endsWith("SECRET"));
        }
    }

    @Test
    void authServiceIsToldHowMailLeavesAndWhereTheDashboardIs() {
        var nothing = new ServiceEnvironment(settings(Map.of())).of(Service.AUTH_SERVICE);
        assertThat(nothing)
                .containsEntry("MINIREDIS_PUBLIC_URL", "http://localhost:5173")
                .containsEntry("MINIREDIS_MAIL_DIR", home.resolve("mail").toString())
                .doesNotContainKey("MINIREDIS_MAIL_HOST");

        var open = settings(Map.of("MINIREDIS_BIND", "0.0.0.0", "REDIS_PUBLIC_HOST", "redis.example.com"));
        assertThat(new ServiceEnvironment(open).of(Service.AUTH_SERVICE))
                .containsEntry("MINIREDIS_PUBLIC_URL", "http://redis.example.com:5173");

        var settings = settings(Map.of(
                "MINIREDIS_MAIL_HOST", "smtp.example.com",
                "MINIREDIS_MAIL_PASSWORD", "not here",
                "MINIREDIS_PUBLIC_URL", "https://redis.example.com",
                "MINIREDIS_VERIFICATION", "required"));
        assertThat(new ServiceEnvironment(settings).of(Service.AUTH_SERVICE))
                .containsEntry("MINIREDIS_MAIL_HOST", "smtp.example.com")
                .containsEntry("MINIREDIS_PUBLIC_URL", "https://redis.example.com")
                .containsEntry("MINIREDIS_VERIFICATION", "required")
                .doesNotContainValue("not here");
        assertThat(settings.values()).doesNotContainValue("not here");
    }

    @Test
    void rehearsalReachesNeitherPeersNorData() {
        var environment = new ServiceEnvironment(settings(Map.of()));
        var rehearsal = new ServiceEnvironment.Rehearsal(home.resolve("s"), home.resolve("d"));

        assertThat(environment.of(Service.NODE_MANAGER, rehearsal))
                .containsEntry("SERVER_PORT", "0")
                .containsEntry("MINIREDIS_DATA_DIR", home.resolve("d").toString())
                .containsEntry("BACKEND_URL", "http://127.0.0.1:9");
        assertThat(environment.of(Service.BACKEND, rehearsal).get("POSTGRES_MAIN_URL"))
                .endsWith("/miniredis_main_rehearsal");
    }

    private Settings settings(Map<String, String> environment) {
        var all = new HashMap<>(environment);
        all.put("MINIREDIS_HOME", home.toString());
        return Settings.from(all);
    }
}
