package io.miniredis.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/** {@code ./miniredis bench [create] [crash] [start] [gateway] [--rounds N]}: all of them where none is named. */
public final class Bench {

    private static final List<String> ALL = List.of("create", "crash", "gateway", "start");
    private static final int ROUNDS = 50;

    private Bench() {}

    public static void main(String[] arguments) {
        var wanted = new LinkedHashSet<>(Arrays.asList(arguments));
        var rounds = ROUNDS;
        for (var i = 0; i < arguments.length; i++) {
            if (!arguments[i].equals("--rounds")) continue;
            if (i + 1 == arguments.length || !arguments[i + 1].matches("[1-9][0-9]{0,4}"))
                usage("--rounds takes a number");
            rounds = Integer.parseInt(arguments[i + 1]);
            wanted.remove("--rounds");
            wanted.remove(arguments[i + 1]);
        }
        if (!ALL.containsAll(wanted)) usage("known are " + String.join(", ", ALL));
        if (wanted.isEmpty()) wanted.addAll(ALL);

        var figures = new ArrayList<Figure>();
        try (var stack = new Stack(Path.of(System.getenv().getOrDefault("MINIREDIS_PROJECT", "."))
                .toAbsolutePath()
                .normalize())) {
            System.err.println("starting a platform for the benchmark …");
            stack.up();
            for (var name : wanted) {
                System.err.println("measuring " + name + " …");
                figures.addAll(
                        switch (name) {
                            case "create" -> new CreateBench(stack, rounds).run();
                            case "crash" -> new CrashBench(stack, rounds).run();
                            case "gateway" -> new GatewayBench(stack).run();
                            case "start" -> new StartBench(stack).run();
                            default -> throw new IllegalStateException(name);
                        });
            }
        }
        Report.print(figures, System.out);
    }

    private static void usage(String wrong) {
        System.err.println("miniredis bench: " + wrong);
        System.exit(2);
    }
}
