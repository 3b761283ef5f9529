package io.miniredis.backend.database;

import io.miniredis.kit.node.CommandReply;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which commands only read, as the engines themselves say ({@code COMMAND INFO}). What one says holds for all of its version, and is
 * asked once. A container such as {@code OBJECT} or {@code XINFO} is asked for the subcommand.
 */
@Component
class CommandFlags {

    private static final String READONLY = "readonly";
    private static final int NAME = 0;
    private static final int FLAGS = 2;
    private static final int SUBCOMMANDS = 9;

    /** By version, then by name in lower case. Only what an engine knows is kept, so it stays small. */
    private final Map<String, Map<String, Entry>> known = new ConcurrentHashMap<>();

    /** @param subcommands by their full names, such as {@code object|encoding}; empty for all but containers */
    private record Entry(boolean readOnly, Map<String, Boolean> subcommands) {}

    /**
     * @param version such as {@code valkey 9.0.1}; null where it is not known, and then the engine is asked
     * @param ask runs a command on the engine
     * @return false also for what the engine does not know
     */
    boolean readsOnly(List<String> words, @Nullable String version, Function<List<String>, CommandReply> ask) {
        var name = words.getFirst().toLowerCase(Locale.ROOT);
        if (name.isEmpty() || name.indexOf('|') >= 0) return false;
        var entry = entry(name, version, ask);
        if (entry == null) return false;
        if (entry.subcommands().isEmpty()) return entry.readOnly();
        if (words.size() < 2) return false;
        return entry.subcommands().getOrDefault(name + "|" + words.get(1).toLowerCase(Locale.ROOT), false);
    }

    private @Nullable Entry entry(String name, @Nullable String version, Function<List<String>, CommandReply> ask) {
        var ofVersion = version == null
                ? new HashMap<String, Entry>()
                : known.computeIfAbsent(version, it -> new ConcurrentHashMap<>());
        var there = ofVersion.get(name);
        if (there != null) return there;
        var entry = read(ask.apply(List.of("COMMAND", "INFO", name)).result());
        if (entry != null) ofVersion.put(name, entry);
        return entry;
    }

    private static @Nullable Entry read(@Nullable Object answer) {
        if (!(answer instanceof List<?> commands)
                || commands.isEmpty()
                || !(commands.getFirst() instanceof List<?> command)
                || command.size() <= FLAGS) {
            return null;
        }
        var subcommands = new HashMap<String, Boolean>();
        if (command.size() > SUBCOMMANDS && command.get(SUBCOMMANDS) instanceof List<?> all) {
            for (var one : all) {
                if (one instanceof List<?> facts && facts.size() > FLAGS) {
                    subcommands.put(String.valueOf(facts.get(NAME)).toLowerCase(Locale.ROOT), isReadOnly(facts));
                }
            }
        }
        return new Entry(isReadOnly(command), subcommands);
    }

    private static boolean isReadOnly(List<?> command) {
        return command.get(FLAGS) instanceof List<?> flags && flags.contains(READONLY);
    }
}
