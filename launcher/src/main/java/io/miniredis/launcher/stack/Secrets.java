package io.miniredis.launcher.stack;

import io.miniredis.launcher.process.LaunchFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * One folder of secret files per service, each file named like the variable that it stands for, readable by their owner alone. They are
 * made once; what data depends on is never made a second time.
 */
public final class Secrets {

    /** The owner of the folder with the password of PostgreSQL's superuser, which no service gets. */
    public static final String POSTGRES = "postgres";

    public static final String POSTGRES_PASSWORD = "POSTGRES_PASSWORD";
    public static final String MAIN_PASSWORD = "POSTGRES_MAIN_PASSWORD";
    public static final String AUTH_PASSWORD = "POSTGRES_AUTH_PASSWORD";

    /** Secrets that a person brings: set in the environment of {@code up} they are kept as files, which is where a service looks. */
    private static final List<String> BROUGHT = List.of("MINIREDIS_MAIL_PASSWORD", "MINIREDIS_OIDC_CLIENT_SECRET");

    /** The same of each provider that people may log in with. */
    private static final Pattern OF_PROVIDER = Pattern.compile("MINIREDIS_OIDC_PROVIDERS_([A-Z0-9]+)_CLIENT_?SECRET");

    private static final String SECRET_KEY = "MINIREDIS_SECRET_KEY";
    private static final String CLIENT_SECRET = "SERVICE_CLIENT_SECRET";
    private static final List<Service> CLIENTS =
            List.of(Service.API_GATEWAY, Service.BACKEND, Service.NODE_MANAGER, Service.MONITORING_SERVICE);
    private static final int BYTES = 32;

    private final Path folder;
    private final SecureRandom random;

    public Secrets(Path folder, SecureRandom random) {
        this.folder = folder;
        this.random = random;
    }

    /**
     * Makes what is missing.
     *
     * @param dataExists whether there is data that the old secrets open
     * @throws LaunchFailure when a secret is gone without which that data is lost
     */
    public void ensure(boolean dataExists) {
        for (var service : Service.values()) Folders.makeFolder(folderOf(service), "rwx------");
        Folders.makeFolder(folder.resolve(POSTGRES), "rwx------");

        once(POSTGRES, POSTGRES_PASSWORD, dataExists, this::password);
        once(Service.BACKEND.id(), MAIN_PASSWORD, dataExists, this::password);
        once(Service.AUTH_SERVICE.id(), AUTH_PASSWORD, dataExists, this::password);
        once(Service.BACKEND.id(), SECRET_KEY, dataExists, this::key);
        once(Service.AUTH_SERVICE.id(), SECRET_KEY, dataExists, this::key);
        for (var client : CLIENTS) {
            // both ends read theirs at their start, so a new one harms nobody
            once(client.id(), CLIENT_SECRET, false, this::password);
            write(Service.AUTH_SERVICE.id(), variableOf(client), read(client.id(), CLIENT_SECRET));
        }
    }

    /** Whether a variable holds a secret that a person brings; no service finds it in its environment. */
    public static boolean isBrought(String variable) {
        return BROUGHT.contains(variable) || OF_PROVIDER.matcher(variable).matches();
    }

    /** Keeps the secrets that a person brings, where they are set; what was kept before stays when they are not. */
    public void take(Map<String, String> environment) {
        environment.forEach((variable, value) -> {
            if (isBrought(variable) && !value.isEmpty()) write(Service.AUTH_SERVICE.id(), fileOf(variable), value);
        });
    }

    /** A property's file is called like the property; only a plain variable's like the variable. */
    private static String fileOf(String variable) {
        var provider = OF_PROVIDER.matcher(variable);
        if (!provider.matches()) return variable;
        return "miniredis.oidc.providers.%s.client-secret"
                .formatted(provider.group(1).toLowerCase(Locale.ROOT));
    }

    public Path folderOf(Service service) {
        return folder.resolve(service.id());
    }

    public String read(String owner, String variable) {
        var file = folder.resolve(owner).resolve(variable);
        try {
            return Files.readString(file).strip();
        } catch (IOException exception) {
            throw new UncheckedIOException("cannot read the secret " + file, exception);
        }
    }

    private static String variableOf(Service client) {
        return "CLIENT_SECRET_" + client.name().toUpperCase(Locale.ROOT);
    }

    private void once(String owner, String variable, boolean dataDependsOnIt, Supplier<String> make) {
        var file = folder.resolve(owner).resolve(variable);
        if (Files.exists(file)) return;
        if (dataDependsOnIt) {
            throw new LaunchFailure(
                    "%s is gone, but there is data that only it opens: put it back, or start afresh by removing %s"
                            .formatted(file, folder.resolveSibling("data")));
        }
        write(owner, variable, make.get());
    }

    private void write(String owner, String variable, String value) {
        var file = folder.resolve(owner).resolve(variable);
        try {
            if (Files.exists(file) && Files.readString(file).equals(value)) return;
            var fresh = file.resolveSibling("." + variable + ".new");
            Files.deleteIfExists(fresh);
            // private from its first moment, not only after the value is in it
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, value);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException exception) {
            throw new UncheckedIOException("cannot write the secret " + file, exception);
        }
    }

    /** 256 random bits, safe in URLs and shells. */
    private String password() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes());
    }

    private String key() {
        return Base64.getEncoder().encodeToString(bytes());
    }

    private byte[] bytes() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return bytes;
    }
}
