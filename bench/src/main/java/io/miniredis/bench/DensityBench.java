package io.miniredis.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many small databases on one host: what they cost while nobody uses them, and how long it takes to have all of them back. */
final class DensityBench {

    private static final int FIRST_PORT = 24000;
    private static final int LAST_PORT = 25999;
    private static final int WARM_UP = 100;
    private static final Duration SETTLE = Duration.ofSeconds(10);
    private static final double MOST_ADOPTION_SECONDS = 3;
    private static final double MOST_STORM = 1.2;
    private static final double MOST_SUPERVISION_PERCENT = 1;
    private static final double MOST_KIB = 100;

    private final Path project;
    private final List<Integer> sizes;
    private final Duration watch;
    private final List<Figure> figures = new ArrayList<>();

    /**
     * @param sizes how many databases there are, one after the other, the smallest first
     * @param watch how long an idle host is watched for what it costs
     */
    DensityBench(Path project, List<Integer> sizes, Duration watch) {
        this.project = project;
        this.sizes = sizes;
        this.watch = watch;
    }

    List<Figure> run() {
        try (var host = new LoneHost(project, FIRST_PORT, LAST_PORT)) {
            var crowd = new Crowd(host);
            host.awaitApi();
            crowd.warmUp(WARM_UP);
            var nobody = Idle.of(host, List.of(), watch);
            tell("no databases: node-manager's CPU, of one core", "%", nobody.managerPercent());
            tell("no databases: node-manager's memory", "MiB", nobody.managerKib() / 1024.0);
            for (var size : sizes) grow(host, crowd, size, nobody);
            comeBack(host, crowd);
        }
        return figures;
    }

    private void grow(LoneHost host, Crowd crowd, int size, Idle nobody) {
        var before = crowd.size();
        var samples = crowd.growTo(size);
        said("%d databases exist".formatted(size));
        tell("create, from %d to %d, p50".formatted(before, size), "ms", samples.percentile(50));
        tell("create, from %d to %d, p99".formatted(before, size), "ms", samples.percentile(99));
        var idle = Idle.of(host, crowd.pids(), watch);
        add(Figure.limited(
                "%d idle: supervision's CPU for each 100, of one core".formatted(size),
                "%",
                (idle.managerPercent() - nobody.managerPercent()) * 100 / size,
                MOST_SUPERVISION_PERCENT));
        add(Figure.limited(
                "%d idle: node-manager's memory for each".formatted(size),
                "KiB",
                (idle.managerKib() - nobody.managerKib()) / (double) size,
                MOST_KIB));
        tell("%d idle: node-manager's memory".formatted(size), "MiB", idle.managerKib() / 1024.0);
        tell("%d idle: engines' CPU, of one core".formatted(size), "%", idle.enginesPercent());
        tell("%d idle: memory of an engine".formatted(size), "KiB", idle.enginesKib() / (double) size);
    }

    /** What an idle host uses. */
    private record Idle(double managerPercent, double managerKib, double enginesPercent, double enginesKib) {

        static Idle of(LoneHost host, List<Long> engines, Duration watch) {
            ProcessCost.sleep(SETTLE);
            var manager = List.of(host.pid());
            var managerBefore = ProcessCost.cpuMillis(manager);
            var began = System.nanoTime();
            var enginesPercent = ProcessCost.idlePercent(engines, watch);
            var managerPercent = (ProcessCost.cpuMillis(manager) - managerBefore) * 1e8 / (System.nanoTime() - began);
            host.collectGarbage();
            return new Idle(managerPercent, ProcessCost.pssKib(manager), enginesPercent, ProcessCost.pssKib(engines));
        }
    }

    private void comeBack(LoneHost host, Crowd crowd) {
        adopt(host, crowd);
        var size = crowd.size();
        var storm = storm(host, crowd);
        said("bare engines, one after the other");
        var bare = new BareCrowd(host.nodes(), crowd.members());
        host.kill();
        endEngines(host);
        var oneByOne = bare.start(1);
        endEngines(host);
        said("bare engines, two at a time");
        var twoByTwo = bare.start(2);
        endEngines(host);
        add(Figure.atMost("all %d engines killed → all answer".formatted(size), "s", storm, twoByTwo, MOST_STORM));
        reboot(host, crowd, twoByTwo);
        tell("the same bare engines, one after the other", "s", oneByOne);
        tell("the same bare engines, two at a time", "s", twoByTwo);
    }

    private void adopt(LoneHost host, Crowd crowd) {
        var pids = crowd.pids();
        host.kill();
        var begin = System.nanoTime();
        host.start();
        var taken = host.awaitApi().awaitTakenOver();
        crowd.awaitReady();
        var wall = (System.nanoTime() - begin) / 1e9;
        if (!crowd.pids().equals(pids)) throw new IllegalStateException("engines were restarted by an adoption");
        said("adopted");
        add(Figure.limited(
                "%d engines adopted".formatted(taken.adopted()), "s", taken.millis() / 1e3, MOST_ADOPTION_SECONDS));
        tell("node-manager launched → its API lists %d as ready".formatted(crowd.size()), "s", wall);
        host.collectGarbage();
        tell(
                "%d adopted: node-manager's memory".formatted(crowd.size()),
                "MiB",
                ProcessCost.pssKib(host.pid()) / 1024.0);
    }

    private double storm(LoneHost host, Crowd crowd) {
        var size = crowd.size();
        var engines = host.engines();
        var manager = List.of(host.pid());
        said("killing %d engines".formatted(engines.size()));
        var cpuBefore = ProcessCost.cpuMillis(manager);
        var begin = System.nanoTime();
        host.killEngines(engines);
        crowd.awaitPongs();
        var took = (System.nanoTime() - begin) / 1e9;
        var cpu = ProcessCost.cpuMillis(manager) - cpuBefore;
        tell("node-manager's CPU for each of %d restarts".formatted(size), "ms", cpu / (double) size);
        crowd.awaitReady();
        return took;
    }

    /** As after a reboot of the machine: nothing runs, and the node-manager is started. */
    private void reboot(LoneHost host, Crowd crowd, double twoByTwo) {
        said("as after a reboot");
        var begin = System.nanoTime();
        host.start();
        crowd.awaitPongs();
        var wall = (System.nanoTime() - begin) / 1e9;
        var end = ProcessCost.uptimeMillis();
        crowd.awaitReady();
        var first = crowd.pids().stream()
                .mapToLong(ProcessCost::beganAtMillis)
                .min()
                .orElseThrow();
        add(Figure.atMost(
                "after a reboot, first of %d engines launched → all answer".formatted(crowd.size()),
                "s",
                (end - first) / 1e3,
                twoByTwo,
                MOST_STORM));
        tell("after a reboot, node-manager launched → all answer", "s", wall);
    }

    private static void endEngines(LoneHost host) {
        host.killEngines(host.engines());
        while (!host.engines().isEmpty()) ProcessCost.sleep(Duration.ofMillis(50));
    }

    private void add(Figure figure) {
        System.err.printf("  %s: %.2f %s%n", figure.name(), figure.measured(), figure.unit());
        figures.add(figure);
    }

    private void tell(String name, String unit, double measured) {
        add(Figure.told(name, unit, measured, Double.NaN));
    }

    private static void said(String what) {
        System.err.println(what + " …");
    }
}
