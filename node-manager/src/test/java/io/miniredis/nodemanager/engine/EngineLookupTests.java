package io.miniredis.nodemanager.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miniredis.kit.testing.EngineForTests;
import io.miniredis.nodemanager.folder.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineLookupTests {

    @TempDir
    Path bin;

    @Test
    void findWhenThereIsARealOneKnowsItsVersion() {
        var engine = lookup(EngineForTests.find().toString()).find();
        assertThat(engine.satisfies("any")).isTrue();
        assertThat(engine.satisfies(engine.kind().word())).isTrue();
        assertThat(engine.isTooOld()).isFalse();
    }

    @Test
    void findWhenBothAreOnThePathPrefersValkey() throws Exception {
        program("redis-server", "Redis server v=7.4.1 sha=00000000:0 malloc=libc");
        program("valkey-server", "Valkey server v=9.1.2 sha=00000000:0 malloc=jemalloc");
        assertThat(lookup("").find()).hasToString("valkey 9.1.2 (" + bin.resolve("valkey-server") + ")");
    }

    @ParameterizedTest
    @CsvSource({"Redis server v=6.2.6 x, 7.0.0", "Valkey server v=7.1.9 x, 7.2.0"})
    void findWhenItIsTooOldSaysWhichWouldDo(String version, String oldest) throws Exception {
        program("redis-server", version);
        assertThatThrownBy(lookup("")::find)
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(oldest)
                .hasMessageContaining("MINIREDIS_ENGINE");
    }

    @Test
    void findWhenThereIsNoneNamesTheVariable() {
        assertThatThrownBy(lookup("")::find).isInstanceOf(StartRefused.class).hasMessageContaining("MINIREDIS_ENGINE");
        assertThatThrownBy(lookup("no-such-engine")::find)
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("MINIREDIS_ENGINE is no-such-engine");
        assertThatThrownBy(lookup("/bin/true")::find)
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("neither Valkey nor Redis");
    }

    private EngineLookup lookup(String engine) {
        return new EngineLookup(new EngineProperties(engine, "127.0.0.1", 10, 1), bin.toString());
    }

    private void program(String name, String version) throws Exception {
        var file = Files.writeString(bin.resolve(name), "#!/bin/sh\necho '" + version + "'\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
