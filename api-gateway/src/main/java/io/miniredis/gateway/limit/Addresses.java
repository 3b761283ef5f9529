package io.miniredis.gateway.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Callers by their addresses. */
final class Addresses {

    /** Who has one IPv6 address has the 2⁶⁴ beside it too. */
    private static final int NETWORK_BYTES = 8;

    private static final int LONGEST = 64;

    private Addresses() {}

    /** An IPv4 address as it is, the network of an IPv6 address, or what else a trusted proxy named its caller. */
    static String of(String address) {
        var text = address.length() > LONGEST ? address.substring(0, LONGEST) : address;
        if (text.indexOf(':') < 0) return text;
        try {
            var bytes = InetAddress.ofLiteral(text);
            if (!(bytes instanceof Inet6Address)) return bytes.getHostAddress();
            return HexFormat.of().formatHex(Arrays.copyOf(bytes.getAddress(), NETWORK_BYTES)) + "::";
        } catch (IllegalArgumentException notAnAddress) {
            return text;
        }
    }
}
