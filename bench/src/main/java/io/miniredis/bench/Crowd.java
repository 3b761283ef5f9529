package io.miniredis.bench;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The many small databases on a lone host. */
final class Crowd {

    private static final String PASSWORD = "crowd";
    private static final long MAX_MEMORY = 8L << 20;
    private static final Duration LOOK = Duration.ofMillis(5);

    private final LoneHost host;
    private final List<Member> members = new ArrayList<>();

    /** One database. */
    record Member(String nodeId, int port) {}

    Crowd(LoneHost host) {
        this.host = host;
    }

    int size() {
        return members.size();
    }

    List<Member> members() {
        return members;
    }

    /** Creates databases one after the other until there are {@code size}; measures each until the API says that it is ready. */
    Samples growTo(int size) {
        var samples = new Samples();
        while (members.size() < size) {
            var nodeId = "nd_density%06d".formatted(members.size());
            var begin = System.nanoTime();
            var created = host.put(spec(nodeId));
            samples.addNanos(System.nanoTime() - begin);
            members.add(new Member(nodeId, created.path("port").asInt()));
        }
        return samples;
    }

    /** Creates and deletes, until the JVM has compiled what that takes. */
    void warmUp(int times) {
        for (var i = 0; i < times; i++) {
            var nodeId = "nd_warmup%06d".formatted(i);
            host.put(spec(nodeId));
            host.delete(nodeId);
        }
    }

    private static Map<String, Object> spec(String nodeId) {
        var spec = new LinkedHashMap<String, Object>();
        spec.put("nodeId", nodeId);
        spec.put("generation", 1);
        spec.put("databaseId", nodeId.replace("nd_", "db_"));
        spec.put("organizationId", "org_density");
        spec.put("desired", "running");
        spec.put("restarts", 0);
        spec.put("engine", "any");
        spec.put("maxMemoryBytes", MAX_MEMORY);
        spec.put("maxClients", 100);
        spec.put("evictionPolicy", "noeviction");
        spec.put("persistence", "aof");
        spec.put("tls", false);
        spec.put("tenantPasswordHashes", List.of(sha256(PASSWORD)));
        spec.put("monitorPasswordHashes", List.of(sha256("monitor")));
        return spec;
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException exception) {
            throw new IllegalStateException(exception);
        }
    }

    /** The engines' process ids, as the node-manager lists them. */
    List<Long> pids() {
        return host.list()
                .valueStream()
                .map(it -> it.path("pid").asLong())
                .sorted()
                .toList();
    }

    /** Returns when the node-manager lists all of them as ready. */
    void awaitReady() {
        while (true) {
            var ready = 0;
            for (var node : host.list()) if (node.path("state").asString().equals("ready")) ready++;
            if (ready == size()) return;
            ProcessCost.sleep(Duration.ofMillis(50));
        }
    }

    /** Returns when each has answered PING to its tenant. Looks seldom, for that costs what is measured. */
    void awaitPongs() {
        for (var member : members) awaitPong(member);
    }

    private static void awaitPong(Member member) {
        while (!answers(member)) ProcessCost.sleep(LOOK);
    }

    static boolean answers(Member member) {
        return Ping.answers(member.port(), "default", PASSWORD);
    }
}
