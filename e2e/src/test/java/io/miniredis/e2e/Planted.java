package io.miniredis.e2e;

import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Every secret that tests met: none of them may be found where {@link SecretsTests} looks. */
final class Planted {

    /** Fields of answers that hold secrets, by the contract. */
    private static final Pattern FIELD = Pattern.compile("\"(?:password|key|secret)\"\\s*:\\s*\"([^\"]{8,200})\"");

    private static final Pattern RECOVERY = Pattern.compile("\"recoveryCodes\"\\s*:\\s*\\[([^]]*)]");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern COOKIE = Pattern.compile("miniredis_session=([^;]{8,})");

    private static final Set<String> secrets = ConcurrentHashMap.newKeySet();

    private Planted() {}

    static void secret(String secret) {
        secrets.add(secret);
    }

    static void secretsOf(HttpResponse<String> response) {
        if (response.statusCode() >= 300) return;
        FIELD.matcher(response.body()).results().forEach(it -> secret(it.group(1)));
        RECOVERY.matcher(response.body())
                .results()
                .flatMap(it -> QUOTED.matcher(it.group(1)).results())
                .forEach(it -> secret(it.group(1)));
        response.headers().allValues("set-cookie").stream()
                .flatMap(it -> COOKIE.matcher(it).results())
                .forEach(it -> secret(it.group(1)));
    }

    static Set<String> all() {
        return Set.copyOf(secrets);
    }
}
