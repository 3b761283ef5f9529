package io.miniredis.nodemanager.runtime;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

/** Works wherever a JDK does. */
final class JdkSpawner implements Spawner {

    @Override
    public boolean makesSessions() {
        return false;
    }

    @Override
    public Child start(List<String> command, List<String> environment, Path folder, Path output) throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.appendTo(output.toFile()))
                .redirectErrorStream(true);
        builder.environment().clear();
        for (var variable : environment) {
            var parts = variable.split("=", 2);
            builder.environment().put(parts[0], parts[1]);
        }
        var process = builder.start();
        return new Child(process.pid(), process.onExit().thenApply(Process::exitValue));
    }
}
