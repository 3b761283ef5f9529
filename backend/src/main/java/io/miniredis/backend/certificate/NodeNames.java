package io.miniredis.backend.certificate;

import io.miniredis.backend.host.Host;
import java.net.InetAddress;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;

/** The names that a node answers under: its host's for tenants, its host's within the house, and one of its own. */
final class NodeNames {

    /** No wildcards: a host gets certificates for itself alone. */
    private static final Pattern DNS_NAME = Pattern.compile("(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");

    private NodeNames() {}

    static List<GeneralName> of(String nodeId, Host host) {
        Set<String> names = new LinkedHashSet<>();
        names.add(plain(host.publicHost()));
        var inside = URI.create(host.url()).getHost();
        if (inside != null) names.add(plain(inside));
        if (isThisMachine(host.publicHost())) names.addAll(List.of("localhost", "127.0.0.1"));
        names.add(nodeId + ".nodes.miniredis");
        return names.stream().map(NodeNames::generalName).toList();
    }

    /** IPv6 addresses stand in brackets in URLs. */
    private static String plain(String name) {
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }

    private static boolean isThisMachine(String name) {
        if (name.equalsIgnoreCase("localhost")) return true;
        var address = literal(plain(name));
        return address != null && address.isLoopbackAddress();
    }

    private static GeneralName generalName(String name) {
        var address = literal(name);
        if (address != null) return new GeneralName(GeneralName.iPAddress, new DEROctetString(address.getAddress()));
        if (!DNS_NAME.matcher(name).matches()) throw new CertificateRefused.BadHostName(name);
        return new GeneralName(GeneralName.dNSName, name);
    }

    private static @Nullable InetAddress literal(String name) {
        try {
            return InetAddress.ofLiteral(name);
        } catch (IllegalArgumentException aName) {
            return null;
        }
    }
}
