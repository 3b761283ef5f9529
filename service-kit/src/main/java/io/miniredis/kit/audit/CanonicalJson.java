package io.miniredis.kit.audit;

import org.jspecify.annotations.Nullable;

/** Writes one flat JSON object in the only form that it has: escaped are quotes, backslashes and what is below U+0020, nothing else. */
final class CanonicalJson {

    private final StringBuilder text = new StringBuilder(512);

    CanonicalJson field(String name, long value) {
        begin(name).append(value);
        return this;
    }

    CanonicalJson field(String name, @Nullable String value) {
        begin(name);
        if (value == null) text.append("null");
        else quote(value);
        return this;
    }

    private StringBuilder begin(String name) {
        text.append(text.isEmpty() ? '{' : ',');
        quote(name);
        return text.append(':');
    }

    private void quote(String value) {
        text.append('"');
        for (var i = 0; i < value.length(); i++) {
            var character = value.charAt(i);
            if (character == '"' || character == '\\') text.append('\\').append(character);
            else if (character < ' ') text.append("\\u%04x".formatted((int) character));
            else text.append(character);
        }
        text.append('"');
    }

    String text() {
        return text + "}";
    }
}
