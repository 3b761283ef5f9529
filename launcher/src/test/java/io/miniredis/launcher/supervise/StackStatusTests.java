package io.miniredis.launcher.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.launcher.stack.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackStatusTests {

    @TempDir
    Path home;

    private Folders folders;

    @BeforeEach
    void makeFolders() {
        folders = new Folders(home);
        folders.make();
    }

    @Test
    void readGivesWhatWasWritten() {
        var ready = PartStatus.waiting("backend", 5500)
                .starting(ProcessHandle.current())
                .ready();
        var down = PartStatus.waiting("frontend", 5173).down("port 5173 is taken\nby nginx");

        new StackStatus(List.of(ready, down)).write(folders);
        var read = StackStatus.read(folders);

        assertThat(read.of("backend").orElseThrow())
                .returns(PartState.READY, PartStatus::state)
                .returns(ProcessHandle.current().pid(), PartStatus::pid)
                .returns(5500, PartStatus::port);
        assertThat(read.of("frontend").orElseThrow())
                .returns(1, PartStatus::restarts)
                .returns("port 5173 is taken by nginx", PartStatus::message);
        assertThat(read.allReady()).isFalse();
    }

    @Test
    void readWhenThereIsNothingOrNonsenseHasNoParts() throws Exception {
        assertThat(StackStatus.read(folders).parts()).isEmpty();

        Files.writeString(StackStatus.file(folders), "backend=fine\n");

        assertThat(StackStatus.read(folders).parts()).isEmpty();
        assertThat(StackStatus.read(folders).allReady()).isFalse();
    }

    @Test
    void calmForgetsFailuresButNotRestarts() {
        var part = PartStatus.waiting("backend", 5500)
                .down("it ended")
                .down("it ended")
                .calm();

        assertThat(part.failures()).isZero();
        assertThat(part.restarts()).isEqualTo(2);
    }
}
