package io.miniredis.launcher.stack;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The six services, in the order in which {@code down} stops them: the doors first, the one with the engines last. */
public enum Service {
    FRONTEND(5173, "-Xmx96m"),
    API_GATEWAY(8080, "-Xmx128m"),
    MONITORING_SERVICE(9000, "-Xmx128m"),
    BACKEND(5500, "-Xmx192m"),
    AUTH_SERVICE(8000, "-Xmx160m"),
    NODE_MANAGER(7000, "-Xmx128m");

    private final int defaultPort;
    private final String heap;

    Service(int defaultPort, String heap) {
        this.defaultPort = defaultPort;
        this.heap = heap;
    }

    /** The name of its folder, its jar and its log. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String portVariable() {
        return name() + "_PORT";
    }

    /** Takes more JVM flags for this service, separated by blanks. */
    public String javaOptionsVariable() {
        return name() + "_JAVA_OPTS";
    }

    int defaultPort() {
        return defaultPort;
    }

    public boolean needsPostgres() {
        return this == AUTH_SERVICE || this == BACKEND;
    }

    /** Whether it is reached from other machines when MINIREDIS_BIND says so. */
    boolean isPublic() {
        return this == FRONTEND || this == API_GATEWAY;
    }

    /**
     * Flags that make six JVMs fit on a laptop. The C1 compiler alone halves start time and saves memory; it gives up peak speed, which
     * a stack of one machine has no use for.
     */
    public List<String> jvmFlags() {
        return List.of(
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:TieredStopAtLevel=1",
                "-Xss512k",
                heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8");
    }

    public static Optional<Service> byId(String id) {
        return Stream.of(values()).filter(it -> it.id().equals(id)).findFirst();
    }
}
