package io.miniredis.nodemanager.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Starts the programs that become engines. */
interface Spawner {

    /** Whether a program is the leader of a session of its own from its start, without a {@code setsid} before it. */
    boolean makesSessions();

    /**
     * @param environment all of it, as {@code NAME=value}
     * @param folder where it works from its first instruction
     * @param output gets what it prints, behind what is there
     * @throws IOException when it could not be started; nothing runs then
     */
    Child start(List<String> command, List<String> environment, Path folder, Path output) throws IOException;

    /** @param exit its exit code or 128 and the number of the signal that ended it, once it has ended */
    record Child(long pid, CompletableFuture<Integer> exit) {}
}
