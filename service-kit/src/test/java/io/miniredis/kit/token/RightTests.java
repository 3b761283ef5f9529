package io.miniredis.kit.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people read about rights is what the code does. */
class RightTests {

    private static final Path DOCUMENT = Path.of("../docs/security.md");

    /** The rights of the table with their ticks from left to right, in its order. */
    private static Map<String, List<Boolean>> table() throws IOException {
        var rows = new LinkedHashMap<String, List<Boolean>>();
        try (Stream<String> lines = Files.lines(DOCUMENT)) {
            lines.filter(it -> it.matches("\\| `[A-Z_]+` \\|.*\\|"))
                    .map(RightTests::cells)
                    .forEach(cells -> {
                        if (cells.size() == 10) {
                            rows.put(
                                    cells.getFirst().replace("`", ""),
                                    cells.subList(2, 10).stream()
                                            .map("✓"::equals)
                                            .toList());
                        }
                    });
        }
        return rows;
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    @Test
    void tableWhenReadIsWhatTheCodeDoes() throws IOException {
        var expected = new LinkedHashMap<String, List<Boolean>>();
        for (var right : Right.values()) {
            expected.put(
                    right.name(),
                    List.of(
                            may(Role.VIEWER, Scope.WHOLE, right),
                            may(Role.DEVELOPER, Scope.WHOLE, right),
                            may(Role.ADMIN, Scope.WHOLE, right),
                            may(Role.OWNER, Scope.WHOLE, right),
                            may(Role.ADMIN, new Scope(Set.of(Access.READ), null), right),
                            may(Role.ADMIN, new Scope(Set.of(Access.WRITE), null), right),
                            may(Role.ADMIN, new Scope(Set.of(Access.METRICS), null), right),
                            may(Role.ADMIN, new Scope(null, Set.of("db_x")), right)));
        }
        assertThat(table()).containsExactlyEntriesOf(expected);
    }

    private static boolean may(Role role, Scope scope, Right right) {
        return caller(role, scope).may(right);
    }

    private static Caller caller(Role role, Scope scope) {
        return new Caller("key_x", "org_x", role, "key_x", scope, false);
    }

    @Test
    void mayWhenNarrowedIsNeverMoreThanTheRole() {
        for (var role : Role.values()) {
            for (var right : Right.values()) {
                var narrowed = new Scope(EnumSet.allOf(Access.class), Set.of("db_x"));
                assertThat(may(role, narrowed, right) && !may(role, Scope.WHOLE, right))
                        .as("%s %s", role, right)
                        .isFalse();
            }
        }
    }
}
