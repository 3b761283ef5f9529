package io.miniredis.nodemanager.drain;

import java.io.PrintStream;
import java.util.Map;

/** Shuts every engine of the host down in order. */
public final class Drain {

    private Drain() {}

    public static int run(Map<String, String> environment, PrintStream out) {
        return 0;
    }
}
