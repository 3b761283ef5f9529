package io.miniredis.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miniredis.launcher.process.LaunchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTests {

    @TempDir
    Path folder;

    @Test
    void ensureMakesFilesThatOnlyTheirOwnerReads() throws IOException {
        secrets().ensure(false);

        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(it -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(it)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void ensureGivesEachServiceAKeyOfItsOwn() {
        var secrets = secrets();
        secrets.ensure(false);

        var ofBackend = secrets.read("backend", "MINIREDIS_SECRET_KEY");
        assertThat(Base64.getDecoder().decode(ofBackend)).hasSize(32);
        assertThat(secrets.read("auth-service", "MINIREDIS_SECRET_KEY")).isNotEqualTo(ofBackend);
    }

    @Test
    void ensureTellsAuthServiceTheSecretsOfItsClients() {
        var secrets = secrets();
        secrets.ensure(false);

        assertThat(secrets.read("auth-service", "CLIENT_SECRET_NODE_MANAGER"))
                .isEqualTo(secrets.read("node-manager", "SERVICE_CLIENT_SECRET"));
    }

    @Test
    void ensureWhenDoneBeforeChangesNothing() {
        secrets().ensure(false);
        var before = secrets().read("backend", "POSTGRES_MAIN_PASSWORD");

        secrets().ensure(true);

        assertThat(secrets().read("backend", "POSTGRES_MAIN_PASSWORD")).isEqualTo(before);
    }

    @Test
    void ensureWhenDataExistsAndItsKeyIsGoneRefuses() throws IOException {
        secrets().ensure(false);
        Files.delete(folder.resolve("backend/MINIREDIS_SECRET_KEY"));

        assertThatThrownBy(() -> secrets().ensure(true))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("MINIREDIS_SECRET_KEY is gone");
    }

    @Test
    void takeKeepsWhatAPersonBringsUntilTheyBringAnother() {
        secrets().ensure(false);
        secrets().take(Map.of("MINIREDIS_MAIL_PASSWORD", "first"));
        secrets().take(Map.of());
        assertThat(secrets().read("auth-service", "MINIREDIS_MAIL_PASSWORD")).isEqualTo("first");

        secrets().take(Map.of("MINIREDIS_MAIL_PASSWORD", "second"));
        assertThat(secrets().read("auth-service", "MINIREDIS_MAIL_PASSWORD")).isEqualTo("second");
    }

    @Test
    void takeKeepsTheSecretOfEachProvider() {
        secrets().ensure(false);
        secrets()
                .take(Map.of(
                        "MINIREDIS_OIDC_CLIENT_SECRET", "one",
                        "MINIREDIS_OIDC_PROVIDERS_GOOGLE_CLIENT_SECRET", "other",
                        "MINIREDIS_OIDC_PROVIDERS_GOOGLE_CLIENT_ID", "no secret"));
        assertThat(secrets().read("auth-service", "MINIREDIS_OIDC_CLIENT_SECRET"))
                .isEqualTo("one");
        assertThat(secrets().read("auth-service", "miniredis.oidc.providers.google.client-secret"))
                .isEqualTo("other");
        assertThat(folder.resolve("auth-service").resolve("MINIREDIS_OIDC_PROVIDERS_GOOGLE_CLIENT_SECRET"))
                .doesNotExist();
        assertThat(Secrets.isBrought("MINIREDIS_OIDC_PROVIDERS_GOOGLE_CLIENT_ID"))
                .isFalse();
    }

    private Secrets secrets() {
        return new Secrets(folder, new SecureRandom());
    }
}
