package io.miniredis.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRecordTests {

    @TempDir
    Path folder;

    @Test
    void findWhenTheProcessRunsIsThatProcess() {
        var file = folder.resolve("self.pid");
        ProcessRecord.of(ProcessHandle.current(), "build-1").write(file);

        var record = ProcessRecord.read(file).orElseThrow();

        assertThat(record.fingerprint()).isEqualTo("build-1");
        assertThat(record.find()).contains(ProcessHandle.current());
    }

    @Test
    void findWhenThePidWasGivenToAnotherProcessIsNothing() {
        var self = ProcessRecord.of(ProcessHandle.current(), "");
        var earlier = new ProcessRecord(self.pid(), self.startedAt().minus(Duration.ofMinutes(5)), "");

        assertThat(earlier.find()).isEmpty();
    }

    @Test
    void readWhenTheFileIsBrokenIsNothing() throws IOException {
        var file = Files.writeString(folder.resolve("broken.pid"), "pid=twelve\n");

        assertThat(ProcessRecord.read(file)).isEmpty();
        assertThat(ProcessRecord.read(folder.resolve("missing.pid"))).isEmpty();
    }
}
