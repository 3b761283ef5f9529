package io.miniredis.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** {@code ./miniredis bench [create] [crash] [gateway] [start] [density]}: all but the last where none is named. */
public final class Bench {

    private static final List<String> WITH_A_STACK = List.of("create", "crash", "gateway", "start");
    private static final String DENSITY = "density";
    private static final int ROUNDS = 50;
    private static final List<Integer> SIZES = List.of(100, 500, 1000);
    private static final int WATCH_SECONDS = 60;
    private static final int GATEWAY_SECONDS = 5;

    private Bench() {}

    public static void main(String[] arguments) {
        var wanted = new LinkedHashSet<String>();
        var rounds = ROUNDS;
        var sizes = SIZES;
        var watch = WATCH_SECONDS;
        var seconds = GATEWAY_SECONDS;
        for (var words = List.of(arguments).iterator(); words.hasNext(); ) {
            var word = words.next();
            switch (word) {
                case "--rounds" -> rounds = numbers(word, words).getFirst();
                case "--nodes" -> sizes = numbers(word, words).stream().sorted().toList();
                case "--seconds" -> seconds = numbers(word, words).getFirst();
                case "--watch" -> watch = numbers(word, words).getFirst();
                case DENSITY -> wanted.add(word);
                default -> {
                    if (!WITH_A_STACK.contains(word))
                        usage("known are " + String.join(", ", WITH_A_STACK) + " and " + DENSITY);
                    wanted.add(word);
                }
            }
        }
        if (wanted.isEmpty()) wanted.addAll(WITH_A_STACK);

        var project = Path.of(System.getenv().getOrDefault("MINIREDIS_PROJECT", "."))
                .toAbsolutePath()
                .normalize();
        var figures = new ArrayList<Figure>();
        // first, and alone on the machine
        if (wanted.remove(DENSITY)) figures.addAll(new DensityBench(project, sizes, Duration.ofSeconds(watch)).run());
        if (!wanted.isEmpty()) figures.addAll(withAStack(project, wanted, rounds, Duration.ofSeconds(seconds)));
        Report.print(figures, System.out);
    }

    private static List<Figure> withAStack(Path project, Set<String> wanted, int rounds, Duration time) {
        var figures = new ArrayList<Figure>();
        try (var stack = new Stack(project)) {
            System.err.println("starting a platform for the benchmark …");
            stack.up();
            for (var name : wanted) {
                System.err.println("measuring " + name + " …");
                figures.addAll(
                        switch (name) {
                            case "create" -> new CreateBench(stack, rounds).run();
                            case "crash" -> new CrashBench(stack, rounds).run();
                            case "gateway" -> new GatewayBench(stack, time).run();
                            case "start" -> new StartBench(stack).run();
                            default -> throw new IllegalStateException(name);
                        });
            }
        }
        return figures;
    }

    /** The numbers after an option, with commas between them. */
    private static List<Integer> numbers(String option, Iterator<String> words) {
        var value = words.hasNext() ? words.next() : "";
        if (!value.matches("[1-9][0-9]{0,4}(,[1-9][0-9]{0,4})*")) usage(option + " takes a number");
        return Stream.of(value.split(",", -1)).map(Integer::valueOf).toList();
    }

    private static void usage(String wrong) {
        System.err.println("miniredis bench: " + wrong);
        System.exit(2);
    }
}
