package io.miniredis.nodemanager.escape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

/** Making the engine connect to somewhere, or become part of something. */
class NetworkEscapeTests extends EscapeTests {

    @Test
    void runWhenTheEngineWouldConnectOutIsRefusedAndNobodyIsCalled() throws Exception {
        try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var port = "" + listener.getLocalPort();
            tenants.run("SET", "k", "v");
            for (var command : new String[] {
                "MIGRATE 127.0.0.1 " + port + " k 0 1000",
                "MIGRATE 127.0.0.1 " + port + " k 0 1000 COPY REPLACE AUTH x",
                "REPLICAOF 127.0.0.1 " + port,
                "SLAVEOF 127.0.0.1 " + port,
                "FAILOVER TO 127.0.0.1 " + port,
                "CLUSTER MEET 127.0.0.1 " + port,
                "CLUSTER REPLICATE 0000000000000000000000000000000000000000",
                "PSYNC ? -1",
                "SYNC",
                "REPLCONF listening-port " + port,
                "CONFIG SET replicaof " + port
            }) {
                assertRefused(tenants.run(command.split(" ")));
                assertRefused(tenants.run(
                        "EVAL",
                        "local w = {} for x in string.gmatch(ARGV[1], '%S+') do w[#w+1] = x end return redis.call(unpack(w))",
                        "0",
                        command));
            }
            listener.setSoTimeout(300);
            assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(String.valueOf(tenants.run("INFO", "replication"))).contains("role:master", "connected_slaves:0");
    }
}
