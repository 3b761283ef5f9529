package io.miniredis.launcher.process;

import java.io.IOException;
import java.util.Optional;

/** One thing that is kept running: PostgreSQL or a service. */
public interface Part {

    /** Its name in messages, and of its log and pid file. */
    String id();

    int port();

    /** The process of an earlier launcher, while it still is what would be started now; another one is ended first. */
    Optional<ProcessHandle> adopt();

    /** Starts it; it need not be ready when this returns. */
    ProcessHandle start() throws IOException;

    /** Asks it once, within two seconds. */
    boolean isReady();

    /** What is left to do each time when it has become ready. */
    default void prepare() {}
}
