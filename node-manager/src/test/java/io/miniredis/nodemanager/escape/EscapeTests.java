package io.miniredis.nodemanager.escape;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** One host for all the attempts of a class; after each, the neighbour is asked. */
@Tag("escape")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EscapeTests {

    TwoTenants tenants;

    @BeforeAll
    void startHost() throws Exception {
        tenants = new TwoTenants();
    }

    @AfterEach
    void askTheNeighbour() {
        tenants.neighbour.assertUndisturbed();
    }

    @AfterAll
    void stopHost() throws Exception {
        tenants.close();
    }

    static void assertRefused(Object answer) {
        assertThat(answer).isInstanceOf(Tenant.Refusal.class);
    }
}
