package io.miniredis.nodemanager.torture;

import io.miniredis.nodemanager.node.Nodes;
import io.miniredis.nodemanager.node.SettingsForTests;
import io.miniredis.nodemanager.port.PortPoolProperties;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real supervisor in a process of its own, so that it can be killed. Orders come on the standard input and answers go to the
 * standard output, a line of JSON each, many at a time; it ends when its input does, and so never outlives the test.
 */
final class TortureNodeManager {

    private static final JsonMapper json = JsonMapper.builder().build();

    private final Nodes nodes;
    private final PrintStream answers;

    private TortureNodeManager(Nodes nodes, PrintStream answers) {
        this.nodes = nodes;
        this.answers = answers;
    }

    /** Takes the data folder, the first and the last port of the pool, and how many milliseconds a PUT waits for the node. */
    public static void main(String[] args) throws IOException {
        var answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err); // the log must not get among the answers
        var supervisor = SettingsForTests.supervisor(
                Path.of(args[0]),
                new PortPoolProperties(Integer.parseInt(args[1]), Integer.parseInt(args[2])),
                Duration.ofMillis(Long.parseLong(args[3])));
        supervisor.start();
        var it = new TortureNodeManager(supervisor.nodes(), answers);
        it.say(new Order.Answer(0, List.of(), null, null));
        it.takeOrders(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        Runtime.getRuntime().halt(0);
    }

    private void takeOrders(BufferedReader orders) throws IOException {
        for (var line = orders.readLine(); line != null; line = orders.readLine()) {
            var order = json.readValue(line, Order.class);
            Thread.ofVirtual().start(() -> say(carryOut(order)));
        }
    }

    private Order.Answer carryOut(Order order) {
        try {
            var seen = switch (order.kind()) {
                case PUT -> List.of(nodes.put(Objects.requireNonNull(order.spec())));
                case LIST -> nodes.list();
                case DELETE -> {
                    nodes.delete(Objects.requireNonNull(order.nodeId()));
                    yield List.<io.miniredis.kit.node.NodeStatus>of();
                }
            };
            return new Order.Answer(order.number(), seen, null, null);
        } catch (RuntimeException refused) {
            return new Order.Answer(
                    order.number(), List.of(), refused.getClass().getSimpleName(), String.valueOf(refused));
        }
    }

    private void say(Order.Answer answer) {
        answers.println(json.writeValueAsString(answer));
    }
}
