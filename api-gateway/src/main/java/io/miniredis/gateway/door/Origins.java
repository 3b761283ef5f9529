package io.miniredis.gateway.door;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which sites a browser's call may come from: this one, the configured one, and those that CORS is configured for. */
final class Origins {

    private static final String HTTPS = "https";
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final Set<String> shared = new HashSet<>();
    private final Set<String> trusted = new HashSet<>();

    Origins(String publicUrl, List<String> corsOrigins) {
        corsOrigins.forEach(it -> shared.add(plain(it)));
        trusted.addAll(shared);
        if (!publicUrl.isEmpty()) trusted.add(plain(publicUrl));
    }

    /** As browsers write it: lower case, without a path and without the usual port. */
    private static String plain(String url) {
        var uri = URI.create(url.toLowerCase(Locale.ROOT));
        var usual = uri.getPort() == usualPort(uri.getScheme()) || uri.getPort() < 0;
        return uri.getScheme() + "://" + uri.getHost() + (usual ? "" : ":" + uri.getPort());
    }

    private static int usualPort(String scheme) {
        return scheme.equals(HTTPS) ? HTTPS_PORT : HTTP_PORT;
    }

    boolean hasShared() {
        return !shared.isEmpty();
    }

    /** Whether scripts of this site may read what is answered to them. */
    boolean isShared(String origin) {
        return shared.contains(origin);
    }

    boolean isTrusted(String origin) {
        return trusted.contains(origin);
    }

    /**
     * Whether a page of this very address sent it. An {@code https} page may reach us as {@code http}, where something before us ended
     * the TLS and did not say so; never the other way round.
     */
    static boolean isSame(String origin, HttpServletRequest request) {
        var from = parse(origin);
        if (from == null || !from.getHost().equalsIgnoreCase(request.getServerName())) return false;
        var https = from.getScheme().equals(HTTPS);
        if (request.isSecure() && !https) return false;
        var port = from.getPort() < 0 ? usualPort(from.getScheme()) : from.getPort();
        var ours = port(request);
        return port == ours || port == HTTPS_PORT && https && ours == HTTP_PORT && !request.isSecure();
    }

    /** Tomcat takes the name that a trusted proxy says from {@code X-Forwarded-Host}, but not the port beside it. */
    private static int port(HttpServletRequest request) {
        var said = request.getHeader("X-Forwarded-Host");
        var at = said == null ? null : parse("http://" + said);
        if (at == null || at.getPort() < 0) return request.getServerPort();
        return at.getHost().equalsIgnoreCase(request.getServerName()) ? at.getPort() : request.getServerPort();
    }

    private static @Nullable URI parse(String origin) {
        try {
            var uri = URI.create(origin);
            var known = uri.getHost() != null && ("http".equals(uri.getScheme()) || HTTPS.equals(uri.getScheme()));
            return known ? uri : null;
        } catch (IllegalArgumentException notAnOrigin) {
            return null;
        }
    }
}
