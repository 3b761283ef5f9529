package io.miniredis.nodemanager.durability;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Numbered writes to several keys and types. An engine applies one connection's writes in order, so what it holds later must be what
 * the first so many of them leave, exactly: a hole, a wrong value, or a write that was never sent is seen.
 *
 * @param name begins the name of each key
 */
record NumberedWrites(String name) {

    private static final int STRINGS = 32;

    /** What is in the keys. */
    record Content(Map<Integer, Long> strings, long counter, List<Long> list) {}

    /** The write with a number; numbers begin at 1. */
    List<String> command(long number) {
        return switch (kind(number)) {
            case 0 -> List.of("SET", string(slot(number)), Long.toString(number));
            case 1 -> List.of("INCR", counter());
            default -> List.of("RPUSH", list(), Long.toString(number));
        };
    }

    /** What the writes from the first to {@code last} leave. */
    Content after(long last) {
        var strings = new TreeMap<Integer, Long>();
        var list = new ArrayList<Long>();
        var counter = 0L;
        for (var number = 1L; number <= last; number++) {
            switch (kind(number)) {
                case 0 -> strings.put(slot(number), number);
                case 1 -> counter++;
                default -> list.add(number);
            }
        }
        return new Content(strings, counter, list);
    }

    /** The last write that {@code content} can know of; whether it knows all before is told by {@link #after}. */
    long last(Content content) {
        var last = content.strings().values().stream().mapToLong(it -> it).max().orElse(0);
        if (!content.list().isEmpty()) last = Math.max(last, content.list().getLast());
        return content.counter() == 0 ? last : Math.max(last, 3 * content.counter() - 2);
    }

    String string(int slot) {
        return name + ":string:" + slot;
    }

    String counter() {
        return name + ":counter";
    }

    String list() {
        return name + ":list";
    }

    static int strings() {
        return STRINGS;
    }

    private static int kind(long number) {
        return Math.toIntExact(number % 3);
    }

    private static int slot(long number) {
        return Math.toIntExact(number / 3 % STRINGS);
    }
}
