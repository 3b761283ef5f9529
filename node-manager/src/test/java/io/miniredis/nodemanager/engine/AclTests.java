package io.miniredis.nodemanager.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.nodemanager.node.SpecsForTests;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the ACL says for engines that are not on this machine; {@code TenantRightsIntegrationTests} asks a real one. */
class AclTests {

    @ParameterizedTest
    @CsvSource({
        "REDIS,7,0,false,false",
        "REDIS,7,2,true,false",
        "REDIS,8,2,true,false",
        "VALKEY,7,2,true,false",
        "VALKEY,8,0,true,false",
        "VALKEY,8,1,true,true",
        "VALKEY,9,0,true,true",
        "VALKEY,9,1,true,true"
    })
    void fileWhenEnginesDifferNamesOnlyWhatTheyKnow(
            Engine.Kind kind, int major, int minor, boolean setInfo, boolean valkey81) {
        var engine = new Engine(Path.of("engine"), kind, new Engine.Version(major, minor, 0), true);
        var file = new Acl(engine).file(SpecsForTests.spec("nd_test0001"), "0".repeat(64));
        assertThat(file.contains("+client|setinfo")).isEqualTo(setInfo);
        assertThat(file.contains("-commandlog|reset")).isEqualTo(valkey81);
        assertThat(file.contains("-client|import-source")).isEqualTo(valkey81);
        assertThat(file.lines()).hasSize(3).allMatch(it -> it.matches("user (miniredis|monitor|default) reset on .*"));
        assertThat(file).doesNotContain(">").doesNotContain("nopass");
    }
}
