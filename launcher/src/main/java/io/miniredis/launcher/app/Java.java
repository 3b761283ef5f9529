package io.miniredis.launcher.app;

import java.nio.file.Path;

/** The Java that this launcher runs on, which is the one that the services run on. */
public final class Java {

    private Java() {}

    public static String command() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static String version() {
        return Runtime.version().toString();
    }
}
