package io.miniredis.nodemanager.runtime;

import jakarta.validation.constraints.AssertTrue;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How engines are kept apart, where the node-manager may do so.
 *
 * @param uidBase a node's user and group id are this plus its port; 0: engines run as the node-manager's user (MINIREDIS_UID_BASE)
 * @param cgroups whether each engine gets a memory cgroup below our own (MINIREDIS_CGROUPS)
 */
@Validated
@ConfigurationProperties("miniredis.isolation")
public record IsolationProperties(
        @DefaultValue("1900000000") int uidBase,
        @DefaultValue("true") boolean cgroups) {

    private static final int FIRST = 100_000;
    private static final int LAST = 2_147_000_000;

    @AssertTrue(
            message =
                    "MINIREDIS_UID_BASE must be 0, which switches user ids of their own off, or between 100000 and 2147000000, where no user of the system is")
    boolean isOutOfTheSystemsWay() {
        return uidBase == 0 || uidBase >= FIRST && uidBase <= LAST;
    }
}
