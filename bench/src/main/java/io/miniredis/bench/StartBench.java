package io.miniredis.bench;

import java.util.ArrayList;
import java.util.List;

/** Built jars → all six healthy, and the memory that they then have. */
final class StartBench {

    private static final double MOST_SECONDS = 20;
    private static final double MOST_MEBIBYTES = 1536;

    private final Stack stack;

    StartBench(Stack stack) {
        this.stack = stack;
    }

    /** The stack must be up, and is up again afterwards. */
    List<Figure> run() {
        stack.down();
        var begin = System.nanoTime();
        stack.up();
        var seconds = (System.nanoTime() - begin) / 1e9;
        var figures = new ArrayList<Figure>();
        figures.add(Figure.limited("up from built jars → all healthy", "s", seconds, MOST_SECONDS));
        var all = 0.0;
        for (var service : Stack.SERVICES) {
            var memory = stack.memoryOf(service);
            all += memory;
            figures.add(Figure.told("memory of " + service, "MiB", memory, Double.NaN));
        }
        figures.add(Figure.told("memory of postgres", "MiB", stack.memoryOf("postgres"), Double.NaN));
        figures.add(1, Figure.limited("memory of the six services (PSS)", "MiB", all, MOST_MEBIBYTES));
        return figures;
    }
}
