package io.miniredis.monitoring.node;

import java.util.Arrays;

/**
 * The numbers of one INFO reply. The reply is walked once as bytes; a thousand nodes every 5 s would otherwise make a hundred
 * thousand strings each round.
 */
final class Info {

    static final long MISSING = -1;

    private final long[] values = new long[InfoField.values().length];
    private final int length;
    private long keys;

    /** @throws IllegalArgumentException when it is no INFO reply */
    Info(byte[] reply) {
        Arrays.fill(values, MISSING);
        length = reply.length;
        for (var from = 0; from < reply.length; ) {
            var end = from;
            while (end < reply.length && reply[end] != '\n') end++;
            line(reply, from, end > from && reply[end - 1] == '\r' ? end - 1 : end);
            from = end + 1;
        }
        if (of(InfoField.USED_MEMORY) == MISSING || of(InfoField.TOTAL_COMMANDS_PROCESSED) == MISSING) {
            throw new IllegalArgumentException(
                    "the engine's INFO has neither used_memory nor total_commands_processed");
        }
    }

    private void line(byte[] text, int from, int to) {
        if (from == to || text[from] == '#') return;
        var colon = from;
        while (colon < to && text[colon] != ':') colon++;
        if (colon == to) return;
        if (isKeyspace(text, from, colon)) {
            keys += keysOf(text, colon + 1, to);
            return;
        }
        var field = InfoField.named(text, from, colon);
        if (field == null) return;
        values[field.ordinal()] =
                field == InfoField.RUN_ID ? fingerprint(text, colon + 1, to) : number(text, colon + 1, to);
    }

    /** {@code db0:keys=3,expires=0,avg_ttl=0} */
    private static boolean isKeyspace(byte[] text, int from, int colon) {
        return colon - from > 2 && text[from] == 'd' && text[from + 1] == 'b' && isDigit(text[from + 2]);
    }

    private static long keysOf(byte[] text, int from, int to) {
        return to - from > 5 && text[from + 4] == '=' ? number(text, from + 5, to) : 0;
    }

    private static long number(byte[] text, int from, int to) {
        var number = 0L;
        for (var i = from; i < to && isDigit(text[i]); i++) number = 10 * number + text[i] - '0';
        return number;
    }

    private static long fingerprint(byte[] text, int from, int to) {
        var hash = 1125899906842597L;
        for (var i = from; i < to; i++) hash = 31 * hash + text[i];
        return hash;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    /** The field's number, or {@link #MISSING}. */
    long of(InfoField field) {
        return values[field.ordinal()];
    }

    long keys() {
        return keys;
    }

    /** Bytes of the reply's text. */
    int length() {
        return length;
    }
}
