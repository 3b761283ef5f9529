package io.miniredis.nodemanager.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a console that has one connection per command cannot run, and how it says so. */
record ConsoleCommand(List<String> words) {

    private static final double LONGEST_WAIT_SECONDS = 3;

    private static final Set<String> PUSHING = Set.of(
            "SUBSCRIBE",
            "PSUBSCRIBE",
            "SSUBSCRIBE",
            "UNSUBSCRIBE",
            "PUNSUBSCRIBE",
            "SUNSUBSCRIBE",
            "MONITOR",
            "SYNC",
            "PSYNC");
    private static final Set<String> STATEFUL = Set.of(
            "MULTI", "EXEC", "DISCARD", "WATCH", "UNWATCH", "AUTH", "HELLO", "QUIT", "RESET", "READONLY", "READWRITE");

    /** Why it is not run, or empty. */
    Optional<String> refusal() {
        var name = word(0);
        if (PUSHING.contains(name)) {
            return Optional.of("ERR " + name + " keeps its connection open; use a client such as redis-cli for it.");
        }
        if (STATEFUL.contains(name)
                || name.equals("CLIENT")
                        && Set.of("REPLY", "TRACKING", "CACHING").contains(word(1))) {
            return Optional.of(
                    "ERR " + name
                            + " changes its connection, and the console opens one for each command; use a client such as redis-cli for it.");
        }
        var wait = waitSeconds();
        if (wait == 0 || wait > LONGEST_WAIT_SECONDS) {
            return Optional.of("ERR " + name
                    + " would block; the console waits %d seconds at most. Give it a shorter timeout."
                            .formatted((int) LONGEST_WAIT_SECONDS));
        }
        return Optional.empty();
    }

    /** How long it may block: 0 is for ever, below 0 is not at all. */
    private double waitSeconds() {
        return switch (word(0)) {
            case "BLPOP", "BRPOP", "BRPOPLPUSH", "BLMOVE", "BZPOPMIN", "BZPOPMAX" -> seconds(words.size() - 1, 1);
            case "BLMPOP", "BZMPOP" -> seconds(1, 1);
            case "WAIT" -> seconds(2, 1000);
            case "WAITAOF" -> seconds(3, 1000);
            case "XREAD", "XREADGROUP" -> seconds(indexAfter("BLOCK"), 1000);
            default -> -1;
        };
    }

    private double seconds(int index, int perSecond) {
        if (index < 1 || index >= words.size()) return -1;
        try {
            return Double.parseDouble(words.get(index)) / perSecond;
        } catch (NumberFormatException malformed) {
            return -1; // the engine says best what is wrong with it
        }
    }

    private int indexAfter(String option) {
        for (var index = 1; index < words.size(); index++) {
            if (word(index).equals("STREAMS")) return -1;
            if (word(index).equals(option)) return index + 1;
        }
        return -1;
    }

    private String word(int index) {
        return index < words.size() ? words.get(index).toUpperCase(Locale.ROOT) : "";
    }
}
