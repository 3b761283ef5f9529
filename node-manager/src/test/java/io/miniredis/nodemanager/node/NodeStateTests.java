package io.miniredis.nodemanager.node;

import static io.miniredis.kit.node.NodeState.CRASHED;
import static io.miniredis.kit.node.NodeState.FAILED;
import static io.miniredis.kit.node.NodeState.READY;
import static io.miniredis.kit.node.NodeState.STARTING;
import static io.miniredis.kit.node.NodeState.STOPPED;
import static io.miniredis.kit.node.NodeState.STOPPING;
import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.kit.node.NodeState;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class NodeStateTests {

    private static final Map<NodeState, Set<NodeState>> MOVES = Map.of(
            STOPPED, Set.of(STARTING, FAILED),
            STARTING, Set.of(READY, CRASHED, STOPPING, FAILED),
            READY, Set.of(CRASHED, STOPPING),
            STOPPING, Set.of(STOPPED, READY),
            CRASHED, Set.of(STARTING, STOPPED, FAILED),
            FAILED, Set.of(STARTING, STOPPED));

    static Stream<Arguments> everyPair() {
        return Stream.of(NodeState.values())
                .flatMap(from -> Stream.of(NodeState.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void allowedWhenAnyPairIsAsTheTableSays(NodeState from, NodeState to) {
        if (from == to) return;
        assertThat(Transitions.allowed(from, to)).isEqualTo(MOVES.get(from).contains(to));
    }

    @ParameterizedTest
    @EnumSource(NodeState.class)
    void allowedWhenInAnyStateThereIsAWayOut(NodeState from) {
        assertThat(NodeState.values()).anyMatch(to -> to != from && Transitions.allowed(from, to));
    }
}
