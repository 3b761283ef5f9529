package io.miniredis.launcher;

import io.miniredis.launcher.command.Commands;
import io.miniredis.launcher.process.LaunchFailure;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What the script {@code miniredis} runs. */
public final class Launcher {

    private Launcher() {}

    public static void main(String... arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(out);
        System.exit(run(out, arguments));
    }

    private static int run(PrintStream out, String... arguments) {
        try {
            return new Commands(System.getenv(), out).run(arguments);
        } catch (LaunchFailure failure) {
            System.err.println("miniredis: " + failure.getMessage());
        } catch (Exception exception) {
            System.err.println("miniredis: " + exception);
            exception.printStackTrace(System.err);
        }
        return 1;
    }
}
