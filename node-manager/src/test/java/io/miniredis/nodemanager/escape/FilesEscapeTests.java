package io.miniredis.nodemanager.escape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading or writing what is not the tenant's own: by commands, by scripts, and by code that took the engine over. */
class FilesEscapeTests extends EscapeTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONFIG SET dir /tmp",
                "CONFIG SET dbfilename evil.so",
                "CONFIG SET appenddirname evil",
                "CONFIG SET aclfile /etc/passwd",
                "CONFIG SET logfile /tmp/evil",
                "CONFIG REWRITE",
                "CONFIG GET *",
                "MODULE LOAD /tmp/evil.so",
                "MODULE LOADEX /tmp/evil.so CONFIG a b",
                "MODULE UNLOAD x",
                "ACL LOAD",
                "ACL SAVE",
                "ACL SETUSER default +@all",
                "ACL SETUSER miniredis on nopass",
                "ACL DELUSER monitor",
                "ACL GENPASS",
                "BGSAVE",
                "SAVE",
                "BGREWRITEAOF",
                "DEBUG RELOAD",
                "DEBUG SET-ACTIVE-EXPIRE 0",
                "SCRIPT DEBUG SYNC",
                "SHUTDOWN",
                "CLUSTER SAVECONFIG",
                "RESTORE-ASKING k 0 x",
                "PFDEBUG GETREG k"
            })
    void runWhenItWouldReachAFileIsRefused(String command) throws Exception {
        assertRefused(tenants.run(command.split(" ")));
        assertRefused(tenants.run(eval(command)));
        try (var tenant = tenants.login()) {
            tenant.run("MULTI");
            assertRefused(tenant.run(command.split(" ")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return io.open('/etc/passwd'):read('*a')",
                "return os.execute('touch /tmp/evil')",
                "return os.getenv('PATH')",
                "return os.remove('node.json')",
                "return loadfile('/etc/passwd')",
                "return dofile('/etc/passwd')",
                "return require('io')",
                "return package.path",
                // CVE-2022-0543: Debian's engine once left the loader of libraries in
                "local f = package.loadlib('/usr/lib/x86_64-linux-gnu/liblua5.1.so.0', 'luaopen_io'); return f()",
                "return module('x')",
                "return debug.getregistry()",
                "return debug.sethook()",
                "return newproxy(true)",
                "return getfenv(0).io",
                "return print('x')",
                "return redis.call('CONFIG', 'GET', 'dir')",
                "return redis.setresp(4)"
            })
    void evalWhenItLeavesTheSandboxFails(String script) throws Exception {
        var before = tenants.attacker();
        assertThat(tenants.run("EVAL", script, "0"))
                .satisfiesAnyOf(it -> assertRefused(it), it -> assertThat(it).isNull());
        tenants.assertUntouched(before);
    }

    @Test
    void takenOverEngineReadsAndWritesItsOwnDataAndNothingElse() throws Exception {
        var own = tenants.host.nodeFolder(TwoTenants.ATTACKER);
        var others = tenants.host.nodeFolder(TwoTenants.VICTIM);
        var run = tenants.host.folder.resolve("run");
        assumeTrue(tenants.host.nodes().isolation().contains("uid"), "engines have users of their own only under root");

        assertThat(tenants.asAttacker("touch", own.resolve("data/mine").toString()))
                .isTrue();
        assertThat(tenants.asAttacker("cat", own.resolve("redis.conf").toString()))
                .isTrue();
        assertThat(tenants.asAttacker(
                        "ls", run.resolve("" + tenants.attacker().port()).toString()))
                .isTrue();

        for (var secret : new String[] {"node.json", "launch.json"}) {
            assertThat(own.resolve(secret)).exists();
            assertThat(tenants.asAttacker("cat", own.resolve(secret).toString()))
                    .isFalse();
        }
        for (var fixed : new String[] {"redis.conf", "users.acl", "node.json"}) {
            assertThat(tenants.asAttacker("dd", "if=/dev/null", "of=" + own.resolve(fixed)))
                    .isFalse();
        }
        assertThat(tenants.asAttacker("touch", own.resolve("new").toString())).isFalse();
        assertThat(tenants.asAttacker(
                        "mv",
                        own.resolve("users.acl").toString(),
                        own.resolve("x").toString()))
                .isFalse();
        assertThat(tenants.asAttacker("ls", own.toString())).isFalse();
        for (var file : new String[] {"redis.conf", "users.acl", "data", "engine.log", "node.json"}) {
            assertThat(tenants.asAttacker("ls", others.resolve(file).toString()))
                    .isFalse();
        }
        assertThat(tenants.asAttacker(
                        "ls", run.resolve("" + tenants.victimPort()).toString()))
                .isFalse();
        assertThat(tenants.asAttacker(
                        "ls", run.resolve(tenants.victimPort() + "/engine.sock").toString()))
                .isFalse();
        assertThat(tenants.asAttacker("ls", tenants.host.folder.resolve("nodes").toString()))
                .isFalse();
        assertThat(tenants.asAttacker("ls", tenants.host.folder.resolve("trash").toString()))
                .isFalse();
        assertThat(tenants.asAttacker(
                        "touch", tenants.host.folder.resolve("lock").toString()))
                .isFalse();
    }

    @Test
    void takenOverEngineCannotSignalOthersNorGetRightsBack() throws Exception {
        assumeTrue(tenants.host.nodes().isolation().contains("uid"), "engines have users of their own only under root");
        var victim = tenants.host.nodes().find(TwoTenants.VICTIM).orElseThrow();
        assertThat(tenants.asAttacker("kill", "-0", "" + tenants.attacker().pid()))
                .isTrue();
        assertThat(tenants.asAttacker("kill", "-0", "" + victim.pid())).isFalse();
        assertThat(tenants.asAttacker("kill", "-0", "" + ProcessHandle.current().pid()))
                .isFalse();
        assertThat(tenants.asAttacker("cat", "/proc/" + victim.pid() + "/environ"))
                .isFalse();
        assertThat(status(tenants.attacker().pid()))
                .contains("NoNewPrivs:\t1", "CapEff:\t0000000000000000", "CapBnd:\t0000000000000000")
                .containsPattern("Groups:\\s*\\n");
        assertThat(Files.readString(Path.of("/proc", "" + tenants.attacker().pid(), "limits")))
                .containsPattern("Max core file size +0 +0 ");
    }

    @Test
    void deleteWhenThePortGoesToSomebodyElseLeavesNothingThatItsUserReaches() throws Exception {
        assumeTrue(tenants.host.nodes().isolation().contains("uid"), "engines have users of their own only under root");
        try (var host = new io.miniredis.nodemanager.node.HostForTests(1).start()) {
            var node = host.nodes().put(io.miniredis.nodemanager.node.SpecsForTests.spec("nd_deleted01"));
            var uid = (int) Files.getAttribute(host.nodeFolder("nd_deleted01").resolve("data"), "unix:uid");
            assertThat(uid).isNotZero().isEqualTo(1_900_000_000 + node.port());
            host.nodes().delete("nd_deleted01");
            try (var all = Files.walk(host.folder)) {
                for (var file : all.toList())
                    assertThat(Files.getAttribute(file, "unix:uid"))
                            .as("%s", file)
                            .isEqualTo(0);
            }
            assertThat(host.folder.resolve("run").resolve("" + node.port())).doesNotExist();
        }
    }

    /** The same command from within a script. */
    private static String[] eval(String command) {
        var words = command.split(" ");
        var all = new java.util.ArrayList<>(java.util.List.of("EVAL", "return redis.call(unpack(ARGV))", "0"));
        all.addAll(java.util.List.of(words));
        return all.toArray(String[]::new);
    }

    private static String status(long pid) throws Exception {
        return Files.readString(Path.of("/proc", "" + pid, "status"));
    }
}
