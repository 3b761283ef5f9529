package io.miniredis.backend.database;

import static io.miniredis.backend.database.Desired.RUNNING;
import static io.miniredis.backend.database.Desired.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.backend.operation.OperationKind;
import io.miniredis.kit.node.NodeState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatabaseStatusTests {

    @Test
    void ofWhenReadyAndWishedIsRunning() {
        assertThat(DatabaseStatus.of(RUNNING, null, NodeState.READY, false)).isEqualTo(DatabaseStatus.RUNNING);
        assertThat(DatabaseStatus.of(RUNNING, OperationKind.ROTATE, NodeState.READY, false))
                .isEqualTo(DatabaseStatus.RUNNING);
    }

    @Test
    void ofWhenSettingsChangeSaysWhatTheEngineDoes() {
        assertThat(DatabaseStatus.of(RUNNING, OperationKind.UPDATE, NodeState.READY, false))
                .isEqualTo(DatabaseStatus.RUNNING);
        assertThat(DatabaseStatus.of(RUNNING, OperationKind.UPDATE, NodeState.STARTING, false))
                .isEqualTo(DatabaseStatus.STARTING);
        assertThat(DatabaseStatus.of(STOPPED, OperationKind.UPDATE, NodeState.STOPPED, false))
                .isEqualTo(DatabaseStatus.STOPPED);
    }

    @Test
    void ofWhenCrashedIsUnavailableAndNeverRunning() {
        assertThat(DatabaseStatus.of(RUNNING, null, NodeState.CRASHED, false)).isEqualTo(DatabaseStatus.UNAVAILABLE);
    }

    @ParameterizedTest
    @EnumSource(NodeState.class)
    void ofWhenHostIsLostIsUnavailableWhateverWasSeenLast(NodeState seen) {
        assertThat(DatabaseStatus.of(RUNNING, null, seen, true)).isEqualTo(DatabaseStatus.UNAVAILABLE);
    }

    @Test
    void ofWhenAnOperationIsUnderWaySaysSo() {
        assertThat(DatabaseStatus.of(RUNNING, OperationKind.CREATE, null, false))
                .isEqualTo(DatabaseStatus.CREATING);
        assertThat(DatabaseStatus.of(STOPPED, OperationKind.STOP, NodeState.READY, false))
                .isEqualTo(DatabaseStatus.STOPPING);
        assertThat(DatabaseStatus.of(Desired.DELETED, OperationKind.DELETE, NodeState.READY, true))
                .isEqualTo(DatabaseStatus.DELETING);
    }

    @Test
    void ofWhenStoppedAsWishedIsStopped() {
        assertThat(DatabaseStatus.of(STOPPED, null, NodeState.STOPPED, false)).isEqualTo(DatabaseStatus.STOPPED);
        assertThat(DatabaseStatus.of(STOPPED, null, NodeState.READY, false)).isEqualTo(DatabaseStatus.STOPPING);
    }
}
