package io.miniredis.auth.provider;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The OpenID Connect providers that people may log in with: one by plain variables, or several by id, or both.
 *
 * @param id names the one in addresses (MINIREDIS_OIDC_ID)
 * @param name what its button says (MINIREDIS_OIDC_NAME); the id where it is left out
 * @param issuer its issuer, an https address (MINIREDIS_OIDC_ISSUER); empty where there is no such provider
 * @param clientId what it knows us by (MINIREDIS_OIDC_CLIENT_ID)
 * @param clientSecret what we prove that with (MINIREDIS_OIDC_CLIENT_SECRET); empty for a public client
 * @param providers more of them by id (MINIREDIS_OIDC_PROVIDERS_ID_ISSUER and so on)
 * @param connectTimeout longest wait for a connection to a provider
 * @param deadline longest wait for each answer of a provider; a log-in takes up to four
 */
@ConfigurationProperties("miniredis.oidc")
record ProviderProperties(
        @DefaultValue("oidc") String id,
        @DefaultValue("") String name,
        @DefaultValue("") String issuer,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue Map<String, Settings> providers,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("2s") Duration deadline) {

    private static final String ID = "[a-z0-9-]{1,30}";

    /** One provider. */
    record Settings(
            @DefaultValue("") String name,
            @DefaultValue("") String issuer,
            @DefaultValue("") String clientId,
            @DefaultValue("") String clientSecret) {

        @Override
        public String toString() {
            return "Settings[" + issuer + "]";
        }
    }

    ProviderProperties {
        providers = Map.copyOf(providers);
        providers.forEach(
                (each, settings) -> check("MINIREDIS_OIDC_PROVIDERS_" + each.toUpperCase(Locale.ROOT), each, settings));
        if (!issuer.isBlank()) {
            check("MINIREDIS_OIDC", id, new Settings(name, issuer, clientId, clientSecret));
            if (providers.containsKey(id)) throw wrong("MINIREDIS_OIDC_ID", "two providers are called " + id);
        }
    }

    /** All of them by id, in the order of their ids, the plain one first. */
    Map<String, Settings> all() {
        var all = new LinkedHashMap<String, Settings>();
        if (!issuer.isBlank()) all.put(id, new Settings(name, issuer, clientId, clientSecret));
        providers.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(it -> all.put(it.getKey(), it.getValue()));
        return all;
    }

    private static void check(String variables, String id, Settings settings) {
        if (!id.matches(ID)) throw wrong(variables, "a provider's id is 1 to 30 of a-z, 0-9 and -, not " + id);
        if (!isSafe(settings.issuer())) {
            throw wrong(variables + "_ISSUER", "an issuer is an https address; http is for this machine only");
        }
        if (settings.clientId().isBlank()) throw wrong(variables + "_CLIENT_ID", "it is missing");
    }

    private static boolean isSafe(String issuer) {
        try {
            var uri = URI.create(issuer);
            if (uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) return false;
            return "https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && isThisMachine(uri.getHost());
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    private static boolean isThisMachine(String host) {
        try {
            // a name other than localhost is not looked up: it may lead elsewhere tomorrow
            return host.equals("localhost")
                    || host.matches("[\\[\\]0-9a-f:.]+")
                            && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }

    private static IllegalArgumentException wrong(String variable, String what) {
        return new IllegalArgumentException(variable + ": " + what);
    }

    @Override
    public String toString() {
        return "ProviderProperties" + all();
    }
}
