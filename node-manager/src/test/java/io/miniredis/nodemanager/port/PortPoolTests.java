package io.miniredis.nodemanager.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortPoolTests {

    private static final int START = 31_701;

    private final PortPool pool = new PortPool(new PortPoolProperties(START, START + 2));

    @Test
    void takeWhenPortsAreFreeGivesEachOnceAndThenRefuses() {
        assertThat(new int[] {pool.take(), pool.take(), pool.take()}).containsExactly(START, START + 1, START + 2);
        assertThatThrownBy(pool::take).isInstanceOf(PortPoolExhausted.class).hasMessageContaining("REDIS_PORT_END");
        assertThat(pool.used()).isEqualTo(3);
    }

    @Test
    void takeWhenAPortWasReleasedLetsItRestAsLongAsPossible() {
        var first = pool.take();
        pool.release(first);
        assertThat(pool.take()).isEqualTo(START + 1);
        assertThat(pool.take()).isEqualTo(START + 2);
        assertThat(pool.take()).isEqualTo(first);
    }

    @Test
    void takeWhenAForeignProcessHoldsAPortSkipsItUntilItIsFree() throws Exception {
        try (var foreign = new ServerSocket(START, 1, InetAddress.getLoopbackAddress())) {
            assertThat(pool.isFree(foreign.getLocalPort())).isFalse();
            assertThat(pool.take()).isEqualTo(START + 1);
            assertThat(pool.take()).isEqualTo(START + 2);
            assertThatThrownBy(pool::take).isInstanceOf(PortPoolExhausted.class);
        }
        assertThat(pool.take()).isEqualTo(START);
    }

    @Test
    void holdWhenANodeHasAPortAlreadyNeverGivesIt() {
        pool.hold(START + 1);
        pool.hold(9_999);
        assertThat(new int[] {pool.take(), pool.take()}).containsExactlyInAnyOrder(START, START + 2);
        assertThatThrownBy(pool::take).isInstanceOf(PortPoolExhausted.class);
    }
}
