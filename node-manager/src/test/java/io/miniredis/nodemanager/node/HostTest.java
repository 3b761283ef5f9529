package io.miniredis.nodemanager.node;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A host of its own for each test, with a port to spare. */
abstract class HostTest {

    HostForTests host;

    @BeforeEach
    void startHost() throws Exception {
        host = newHost().start();
    }

    HostForTests newHost() throws Exception {
        return new HostForTests(3);
    }

    @AfterEach
    void stopHost() throws Exception {
        host.close();
    }
}
