package io.miniredis.kit;

import io.miniredis.kit.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    @Test
    void theHouseRulesHold() {
        ArchitectureRules.check("io.miniredis.kit.secret");
        ArchitectureRules.check("io.miniredis.kit.node");
        ArchitectureRules.check("io.miniredis.kit.client");
    }
}
