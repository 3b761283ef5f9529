package io.miniredis.nodemanager.node;

import static io.miniredis.nodemanager.node.SpecsForTests.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.kit.testing.EngineForTests;
import io.miniredis.nodemanager.engine.EngineProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine program that is replaced on the disk while its engines run. */
class UpgradeIntegrationTests {

    @TempDir
    Path programs;

    /** The real engine, which says of itself that it is another version; or what it is, if {@code version} is empty. */
    private Path install(String version) throws Exception {
        var real = EngineForTests.find();
        var name = real.getFileName().toString().startsWith("valkey") ? "Valkey" : "Redis";
        var script = """
                #!/bin/sh
                if [ "$1" = --version ] && [ -n "%2$s" ]; then echo "%1$s server v=%2$s sha=0"; else exec %3$s "$@"; fi
                """.formatted(name, version, real);
        var next = programs.resolve("next");
        Files.writeString(next, script);
        Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Files.move(next, programs.resolve("engine-server"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void refreshWhenTheProgramWasReplacedMarksNodesAsUpgradableAndDisturbsNone() throws Exception {
        var program = install("");
        try (var host = new HostForTests(1)) {
            host.supervisor = host.newSupervisor(new EngineProperties(program.toString(), "127.0.0.1", 10, 1));
            host.start();
            var node = host.nodes().put(spec("nd_upgrade1"));
            assertThat(node.upgradeTo()).isNull();
            install("99.0.1");
            host.nodes().refreshEngine();
            var marked = host.awaitStatus("nd_upgrade1", it -> it.upgradeTo() != null);
            assertThat(marked.upgradeTo()).isEqualTo(node.engine() + " 99.0.1");
            assertThat(marked.engineVersion()).isEqualTo(node.engineVersion());
            assertThat(marked.pid()).isEqualTo(node.pid());
            assertThat(host.nodes().upgradable()).isEqualTo(1);
            install("1.0.0");
            host.nodes().refreshEngine();
            // too old to be run: what was there before goes on being what there is
            assertThat(host.nodes().engine().version()).hasToString("99.0.1");
        }
    }
}
