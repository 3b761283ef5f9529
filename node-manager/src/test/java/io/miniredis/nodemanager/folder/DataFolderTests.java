package io.miniredis.nodemanager.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTests {

    @TempDir
    Path dir;

    @Test
    void claimWhenTheFolderIsAnotherHostsIsRefusedUnlessTold() throws Exception {
        try (var folder = DataFolder.open(dir, "test")) {
            folder.claim("host-1", false);
            assertThatCode(() -> folder.claim("host-1", false)).doesNotThrowAnyException();
            assertThatThrownBy(() -> folder.claim("host-2", false))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("host host-1")
                    .hasMessageContaining("host host-2")
                    .hasMessageContaining("MINIREDIS_DATA_TAKEOVER");
            folder.claim("host-2", true);
            assertThatThrownBy(() -> folder.claim("host-1", false)).isInstanceOf(StartRefused.class);
        }
    }

    @Test
    void claimWhenTheFolderWasCopiedToAnotherMachineIsRefused() throws Exception {
        try (var folder = DataFolder.open(dir, "test")) {
            folder.claim("local", false);
            var file = dir.resolve("host.json");
            var copied = Files.readString(file).replaceFirst("\"machineId\":\"[^\"]*\"", "\"machineId\":\"f00d\"");
            Files.writeString(file, copied);
            // a machine without an id of its own, such as a container, cannot tell
            if (Files.exists(Path.of("/etc/machine-id"))
                    && !Files.readString(Path.of("/etc/machine-id")).isBlank()) {
                assertThatThrownBy(() -> folder.claim("local", false))
                        .isInstanceOf(StartRefused.class)
                        .hasMessageContaining("f00d");
            }
        }
    }

    @Test
    void revisionsWhenTheClockGoesBackGrowAllTheSame() throws Exception {
        var noon = Instant.parse("2026-11-24T12:00:00Z");
        try (var folder = DataFolder.open(dir, "test")) {
            var first = folder.beginRevisions(Clock.fixed(noon, ZoneOffset.UTC)).next();
            var second = folder.beginRevisions(Clock.fixed(noon.minus(Duration.ofDays(1)), ZoneOffset.UTC))
                    .next();
            assertThat(second).isGreaterThan(first);
        }
    }

    @Test
    void revisionsWhenTheFolderWasLostAreHigherThanThoseBefore() throws Exception {
        var noon = Instant.parse("2026-11-24T12:00:00Z");
        try (var folder = DataFolder.open(dir, "test")) {
            var first = folder.beginRevisions(Clock.fixed(noon, ZoneOffset.UTC)).next();
            Files.delete(dir.resolve("epoch"));
            var second = folder.beginRevisions(Clock.fixed(noon.plusSeconds(1), ZoneOffset.UTC))
                    .next();
            assertThat(second).isGreaterThan(first);
        }
    }
}
