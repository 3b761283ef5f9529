package io.miniredis.launcher.stack;

import io.miniredis.launcher.process.LaunchFailure;
import io.miniredis.launcher.process.ProcessRecord;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One installation's choices, from environment variables. While it runs they are also on disk, so that {@code status} and {@code down}
 * from another terminal mean the same stack.
 *
 * @param project the checkout, where the built jars are
 * @param values  every variable that the launcher knows, with its default where it was not set
 */
public record Settings(Path project, Folders folders, Map<String, String> values) {

    public static final String POSTGRES_PORT = "POSTGRES_PORT";
    public static final String BIND = "MINIREDIS_BIND";
    private static final String PORT_START = "REDIS_PORT_START";
    private static final String PORT_END = "REDIS_PORT_END";
    private static final String PUBLIC_HOST = "REDIS_PUBLIC_HOST";
    private static final String ENGINE = "MINIREDIS_ENGINE";
    private static final String ENGINE_NAME = "MINIREDIS_ENGINE_NAME";
    private static final String FAST_START = "MINIREDIS_FAST_START";
    private static final String PUBLIC_URL = "MINIREDIS_PUBLIC_URL";
    private static final String MAIL_HOST = "MINIREDIS_MAIL_HOST";
    private static final String MAIL_FOLDER = "MINIREDIS_MAIL_DIR";
    /** Nobody balances between gateways on one machine, so a gateway that leaves need not wait for anybody. */
    private static final String LAME_DUCK = "MINIREDIS_LAME_DUCK";

    private static final String AUDIT_KEEP = "MINIREDIS_AUDIT_KEEP";

    private static final String LOOPBACK = "127.0.0.1";

    /** What the auth-service is told as it was said here; secrets come to it as files. */
    private static final List<String> FOR_AUTH_SERVICE = List.of(
            MAIL_HOST,
            "MINIREDIS_MAIL_PORT",
            "MINIREDIS_MAIL_ENCRYPTION",
            "MINIREDIS_MAIL_USER",
            "MINIREDIS_MAIL_FROM",
            "MINIREDIS_VERIFICATION",
            "MINIREDIS_OPERATORS",
            "MINIREDIS_MAX_ORGANIZATIONS",
            "MINIREDIS_SIGNING_ROTATE_AFTER",
            "MINIREDIS_OIDC_ID",
            "MINIREDIS_OIDC_NAME",
            "MINIREDIS_OIDC_ISSUER",
            "MINIREDIS_OIDC_CLIENT_ID");

    /** @throws LaunchFailure naming the variable that is wrong */
    public static Settings from(Map<String, String> environment) {
        var project = Path.of(environment.getOrDefault("MINIREDIS_PROJECT", "."))
                .toAbsolutePath()
                .normalize();
        var home = environment.getOrDefault("MINIREDIS_HOME", "");
        var folders = new Folders(
                home.isBlank()
                        ? project.resolve(".miniredis")
                        : Path.of(home).toAbsolutePath().normalize());
        var settings = new Settings(project, folders, known(environment));
        settings.check();
        return settings;
    }

    /** The settings of the stack that runs, else those of the environment. */
    public static Settings ofRunning(Map<String, String> environment) {
        var fromHere = from(environment);
        try {
            var saved = new Properties();
            saved.load(new StringReader(Files.readString(fromHere.file())));
            var merged = new HashMap<>(environment);
            saved.stringPropertyNames().forEach(name -> merged.put(name, saved.getProperty(name)));
            return from(merged);
        } catch (IOException nothingRuns) {
            return fromHere;
        }
    }

    private static Map<String, String> known(Map<String, String> environment) {
        var values = new TreeMap<String, String>();
        for (var service : Service.values()) {
            values.put(service.portVariable(), String.valueOf(service.defaultPort()));
            values.put(service.javaOptionsVariable(), "");
        }
        values.put(POSTGRES_PORT, "15432");
        values.put(PORT_START, "20000");
        values.put(PORT_END, "20999");
        values.put(PUBLIC_HOST, "localhost");
        values.put(BIND, LOOPBACK);
        values.put(ENGINE, "");
        values.put(ENGINE_NAME, "");
        values.put(FAST_START, "on");
        values.put(PUBLIC_URL, "");
        values.put(MAIL_FOLDER, "");
        FOR_AUTH_SERVICE.forEach(name -> values.put(name, ""));
        values.put(LAME_DUCK, "0s");
        values.put(AUDIT_KEEP, "90d");
        values.replaceAll((name, fallback) -> {
            var value = environment.get(name);
            return value == null || value.isBlank() ? fallback : value.strip();
        });
        return values;
    }

    private void check() {
        var taken = new HashMap<Integer, String>();
        values.keySet().stream()
                .filter(it -> it.endsWith("_PORT") && !FOR_AUTH_SERVICE.contains(it))
                .forEach(name -> {
                    var other = taken.put(port(name), name);
                    if (other != null)
                        throw new LaunchFailure("%s and %s are both %d".formatted(other, name, port(name)));
                });
        if (port(PORT_START) > port(PORT_END)) {
            throw new LaunchFailure("REDIS_PORT_END (%d) must not be below REDIS_PORT_START (%d)"
                    .formatted(port(PORT_END), port(PORT_START)));
        }
        taken.entrySet().stream()
                .filter(it -> it.getKey() >= port(PORT_START) && it.getKey() <= port(PORT_END))
                .min(Comparator.comparing(Map.Entry::getKey))
                .ifPresent(it -> {
                    throw new LaunchFailure(
                            "%s (%d) lies in the databases' port pool REDIS_PORT_START..REDIS_PORT_END (%d..%d)"
                                    .formatted(it.getValue(), it.getKey(), port(PORT_START), port(PORT_END)));
                });
        fastStart();
    }

    /** Writes them down for the other commands; there is no secret among them. */
    public void save() {
        ProcessRecord.replace(
                file(),
                values.entrySet().stream()
                        .map(it -> it.getKey() + "=" + it.getValue().replace("\\", "\\\\"))
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    public Path file() {
        return folders.run().resolve("settings");
    }

    public int port(Service service) {
        return port(service.portVariable());
    }

    public int postgresPort() {
        return port(POSTGRES_PORT);
    }

    private int port(String variable) {
        try {
            var port = Integer.parseInt(value(variable));
            if (port >= 1 && port <= 65_535) return port;
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new LaunchFailure("%s must be a port from 1 to 65535, not '%s'".formatted(variable, value(variable)));
    }

    /** The address that a service listens on. */
    String address(Service service) {
        return service.isPublic() ? value(BIND) : LOOPBACK;
    }

    /** How one service reaches another, and the launcher each. */
    public String url(Service service) {
        var address = address(service);
        var host = address.equals("0.0.0.0") || address.equals("::") ? LOOPBACK : address;
        return "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port(service));
    }

    /** What a person types into a browser on this machine. */
    public String shownUrl(Service service) {
        return url(service).replace("//" + LOOPBACK + ":", "//localhost:");
    }

    Map<String, String> gatewayVariables() {
        return Map.of(LAME_DUCK, value(LAME_DUCK));
    }

    Map<String, String> auditVariables() {
        return Map.of(AUDIT_KEEP, value(AUDIT_KEEP));
    }

    /** The engines' {@code bind} line. */
    String redisBind() {
        return switch (value(BIND)) {
            case LOOPBACK -> "127.0.0.1 -::1";
            case "0.0.0.0", "::", "*" -> "* -::*";
            default -> "127.0.0.1 " + value(BIND);
        };
    }

    /** When a service's fast start is prepared after a build. */
    public enum FastStartTime {
        /** In the background once everything runs; the next start is faster. */
        ON,
        /** Before the first start, which takes a minute longer. */
        FIRST,
        /** Never; nor is one used. */
        OFF
    }

    public FastStartTime fastStart() {
        try {
            return FastStartTime.valueOf(value(FAST_START).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new LaunchFailure(
                    "MINIREDIS_FAST_START is on, first or off, not '%s'".formatted(value(FAST_START)), unknown);
        }
    }

    /** Name and version of the engine as the script found it; empty when it did not look. */
    public String engineName() {
        return value(ENGINE_NAME);
    }

    public String portPool() {
        return value(PORT_START) + "–" + value(PORT_END);
    }

    @Nullable
    String engine() {
        return value(ENGINE).isEmpty() ? null : value(ENGINE);
    }

    Map<String, String> redisVariables() {
        return Map.of(
                PORT_START,
                value(PORT_START),
                PORT_END,
                value(PORT_END),
                PUBLIC_HOST,
                value(PUBLIC_HOST),
                "REDIS_BIND",
                redisBind());
    }

    /** Where people open the dashboard, as mails and redirects name it. */
    String publicUrl() {
        if (!value(PUBLIC_URL).isEmpty()) return value(PUBLIC_URL);
        // open to the network, it is reached under the name that the databases are
        return value(BIND).equals(LOOPBACK)
                ? shownUrl(Service.FRONTEND)
                : "http://%s:%d".formatted(value(PUBLIC_HOST), port(Service.FRONTEND));
    }

    /** The mail server; empty when mails are put into {@link #mailFolder} instead. */
    public String mailServer() {
        return value(MAIL_HOST);
    }

    public Path mailFolder() {
        return value(MAIL_FOLDER).isEmpty()
                ? folders.mail()
                : Path.of(value(MAIL_FOLDER)).toAbsolutePath().normalize();
    }

    Map<String, String> authServiceVariables() {
        var variables = new TreeMap<String, String>();
        FOR_AUTH_SERVICE.stream()
                .filter(name -> !value(name).isEmpty())
                .forEach(name -> variables.put(name, value(name)));
        variables.put(PUBLIC_URL, publicUrl());
        variables.put(MAIL_FOLDER, mailFolder().toString());
        return variables;
    }

    public String value(String variable) {
        return values.getOrDefault(variable, "");
    }
}
