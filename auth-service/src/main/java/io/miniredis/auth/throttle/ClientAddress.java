package io.miniredis.auth.throttle;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Where a call comes from, as far as one household or machine can be told from another. */
public final class ClientAddress {

    /** Who has IPv6 has at least all addresses that share these bytes. */
    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    /** The address that the gateway saw; of IPv6 only the network. */
    public static String of(HttpServletRequest request) {
        return of(request.getRemoteAddr());
    }

    static String of(String address) {
        try {
            if (InetAddress.ofLiteral(address) instanceof Inet6Address six) {
                var network = Arrays.copyOf(six.getAddress(), NETWORK_BYTES);
                return InetAddress.getByAddress(Arrays.copyOf(network, 16)).getHostAddress() + "/64";
            }
            return address;
        } catch (IllegalArgumentException | UnknownHostException notAnAddress) {
            // a proxy wrote something else; it is no better known than this
            return "unknown";
        }
    }
}
