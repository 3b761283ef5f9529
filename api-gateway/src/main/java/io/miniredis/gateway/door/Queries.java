package io.miniredis.gateway.door;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads queries strictly, so that no service has to. */
final class Queries {

    private Queries() {}

    /** Whether every escape is one, what they escape is UTF-8 without zero bytes, and every parameter has a name. */
    static boolean isReadable(@Nullable String query) {
        if (query == null) return true;
        if (query.startsWith("=") || query.contains("&=")) return false;
        return query.indexOf('%') < 0 ? isAscii(query) : isReadableOnceDecoded(query);
    }

    private static boolean isAscii(String query) {
        return query.chars().allMatch(it -> it > ' ' && it < 0x7f && "\"<>\\^`{|}".indexOf(it) < 0);
    }

    private static boolean isReadableOnceDecoded(String query) {
        if (!isAscii(query)) return false;
        var bytes = ByteBuffer.allocate(query.length());
        for (var i = 0; i < query.length(); i++) {
            if (query.charAt(i) != '%') {
                bytes.put((byte) query.charAt(i));
                continue;
            }
            if (i + 2 >= query.length()) return false;
            var high = Character.digit(query.charAt(++i), 16);
            var low = Character.digit(query.charAt(++i), 16);
            if (high < 0 || low < 0 || high == 0 && low == 0) return false;
            bytes.put((byte) (high << 4 | low));
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
            return true;
        } catch (CharacterCodingException exception) {
            return false;
        }
    }
}
