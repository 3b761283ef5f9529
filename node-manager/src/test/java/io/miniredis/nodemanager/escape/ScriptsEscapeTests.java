package io.miniredis.nodemanager.escape;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Published ways to break the interpreter of scripts, by class. Where the engine is not patched it may die, alone. */
class ScriptsEscapeTests extends EscapeTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                // bytecode that nobody verifies
                "return loadstring('\\27Lua\\81\\0\\1\\4\\8\\4\\8\\0')()",
                "return loadstring(string.dump(function() end))()",
                "return load(function() return '\\27Lua' end)()",
                // CVE-2024-31449 and relatives: lengths that wrap in the libraries
                "return bit.tohex(65535, -2147483648)",
                "return struct.pack('>I2147483648', '10')",
                "return struct.pack('i2147483647', 1)",
                "return struct.unpack('>I4', 'aaaa', -2147483648)",
                "return struct.size('i2147483647i2147483647')",
                "return #cmsgpack.pack(string.rep('x', 1048576))",
                "return cmsgpack.unpack('\\xc6\\xff\\xff\\xff\\xff')",
                "return cmsgpack.unpack_limit('\\xdd\\xff\\xff\\xff\\xff', 2147483647, -1)",
                "local t = {} for i = 1, 100000 do t = {t} end return cjson.encode(t)",
                "return cjson.decode(string.rep('[', 100000))",
                "return cjson.encode({[2147483647] = 1})",
                // CVE-2025-46817: a range that wraps
                "return {unpack({1, 2}, 0, 2147483647)}",
                "return {unpack({}, -2147483648, 2147483647)}",
                // the stack, the parser and the pattern matcher
                "local function f() return f() + 1 end return f()",
                "return loadstring(string.rep('(', 100000))()",
                "return string.find(string.rep('a', 100000), string.rep('a?', 100000))",
                "return string.format('%99999d', 1)",
                "return string.rep('x', 2147483647)",
                "return table.concat({}, '', -2147483648, 2147483647)"
            })
    void evalWhenItAimsAtTheInterpreterHurtsNobodyElse(String script) throws Exception {
        try (var tenant = tenants.login()) {
            tenant.run("EVAL", script, "0");
        } catch (java.io.IOException theEngineDied) {
            // its own, and only its own
        }
        tenants.assertUpOrHealed();
        tenants.assertSupervised();
    }

    /** CVE-2024-46981, CVE-2025-49844: values that scripts still hold while the collector frees them. */
    @Test
    void evalWhenScriptsAndTheCollectorCompeteHurtsNobodyElse() throws Exception {
        try (var tenant = tenants.login()) {
            for (var round = 0; round < 50; round++) {
                tenant.run(
                        "EVAL",
                        "collectgarbage('collect') local t = setmetatable({}, {__mode = 'k'}) for i = 1, 1000 do t[{}] = i end return collectgarbage('count')",
                        "0");
                tenant.run(
                        "EVAL",
                        "--" + "x".repeat(round * 100) + "\nreturn loadstring('return ' .. ARGV[1])()",
                        "0",
                        "" + round);
                tenant.run("SCRIPT", "FLUSH", round % 2 == 0 ? "SYNC" : "ASYNC");
            }
        } catch (java.io.IOException theEngineDied) {
            // its own, and only its own
        }
        tenants.assertUpOrHealed();
        tenants.assertSupervised();
    }

    /** CVE-2025-46818: what one script changes for all others. The supervisor runs none, so that nobody else is fooled. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "getmetatable('').__index = function() return redis.call end return 1",
                "setmetatable(_G, nil) return 1",
                "getmetatable(_G).__index = {KEYS = 1} return 1",
                "rawset(_G, 'poison', 1) return 1",
                "redis.call = function() return 'poison' end return 1",
                "string.sub = function() return 'poison' end return 1",
                "cjson.encode = nil return 1",
                "setmetatable(redis, {__index = function() return 'poison' end}) return 1"
            })
    void evalWhenItPoisonsTheSandboxGivesNoMoreRights(String script) throws Exception {
        var before = tenants.attacker();
        tenants.run("EVAL", script, "0");
        assertRefused(tenants.run("EVAL", "return redis.call('CONFIG', 'GET', 'dir')", "0"));
        assertRefused(tenants.run("EVAL", "return ('').x('CONFIG', 'GET', 'dir')", "0"));
        assertThat(tenants.run("EVAL", "return redis.call('PING')['ok']", "0")).isEqualTo("PONG");
        tenants.assertSupervised();
        tenants.assertUntouched(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#!lua name=../../../etc/cron.d/x\nredis.register_function('f', function() return 1 end)",
                "#!/bin/sh name=x\ntouch /tmp/evil",
                "#!lua name=x engine=c\nredis.register_function('f', function() return 1 end)",
                "#!lua name=x\nredis.register_function{function_name='f', callback=function() end, flags={'allow-everything'}}",
                "#!lua name=x\nredis.register_function('../f', function() return 1 end)",
                "#!lua name=x\nredis.call('CONFIG', 'GET', 'dir')",
                "#!lua name=x\nwhile true do end",
                "#!lua name=x\nio.open('/etc/passwd')"
            })
    void functionLoadWhenTheLibraryIsEvilIsRefused(String library) throws Exception {
        var before = tenants.attacker();
        assertRefused(tenants.run("FUNCTION", "LOAD", library));
        assertRefused(tenants.run("FUNCTION", "RESTORE", library));
        tenants.assertUntouched(before);
    }

    @Test
    void functionWhenItCallsWhatItsUserMayNotIsRefused() throws Exception {
        tenants.run(
                "FUNCTION",
                "LOAD",
                "REPLACE",
                "#!lua name=good\nredis.register_function('f', function(k, a) return redis.call(unpack(a)) end)");
        assertThat(tenants.run("FCALL", "f", "0", "PING")).isEqualTo("PONG");
        assertRefused(tenants.run("FCALL", "f", "0", "CONFIG", "GET", "dir"));
        assertRefused(tenants.run("FCALL", "f", "0", "ACL", "LIST"));
        assertRefused(tenants.run("FCALL", "f", "0", "SHUTDOWN"));
    }
}
