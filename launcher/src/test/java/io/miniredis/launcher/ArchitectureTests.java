package io.miniredis.launcher;

import io.miniredis.kit.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    @Test
    void theHouseRulesHold() {
        ArchitectureRules.check("io.miniredis.launcher");
    }
}
