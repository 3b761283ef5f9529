package io.miniredis.e2e;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads protocol buffers by the numbers of their fields, as much as the spans of OTLP need. */
record Protobuf(Map<Integer, List<Object>> fields) {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    static Protobuf of(byte[] message) {
        var fields = new LinkedHashMap<Integer, List<Object>>();
        var in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            var tag = varint(in);
            Object value = switch ((int) (tag & 7)) {
                case VARINT -> varint(in);
                case FIXED64 -> in.getLong();
                case BYTES -> bytes(in);
                case FIXED32 -> (long) in.getInt();
                default -> throw new IllegalArgumentException("not a protocol buffer");
            };
            fields.computeIfAbsent((int) (tag >> 3), it -> new ArrayList<>()).add(value);
        }
        return new Protobuf(fields);
    }

    private static long varint(ByteBuffer in) {
        var value = 0L;
        for (var shift = 0; ; shift += 7) {
            var next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) return value;
        }
    }

    private static byte[] bytes(ByteBuffer in) {
        var bytes = new byte[(int) varint(in)];
        in.get(bytes);
        return bytes;
    }

    List<Protobuf> messages(int field) {
        return values(field).map(it -> of((byte[]) it)).toList();
    }

    String text(int field) {
        return values(field)
                .map(it -> new String((byte[]) it, StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    String hex(int field) {
        return values(field)
                .map(it -> HexFormat.of().formatHex((byte[]) it))
                .findFirst()
                .orElse("");
    }

    long number(int field) {
        return values(field).map(it -> (Long) it).findFirst().orElse(0L);
    }

    private java.util.stream.Stream<Object> values(int field) {
        return fields.getOrDefault(field, List.of()).stream();
    }
}
