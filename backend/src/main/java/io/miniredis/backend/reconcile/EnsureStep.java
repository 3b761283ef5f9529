package io.miniredis.backend.reconcile;

import io.miniredis.backend.database.Node;
import io.miniredis.backend.host.HostAnswer;
import io.miniredis.backend.host.NodeManagers;
import io.miniredis.backend.operation.OperationKind;
import io.miniredis.kit.node.DesiredState;
import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.NodeStatus;
import io.miniredis.kit.secret.SecretBox;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Gives the host the whole wish, as often as it takes, until the host sees it in force. */
@Component
class EnsureStep implements Step {

    private final NodeManagers nodeManagers;
    private final SecretBox secrets;

    EnsureStep(NodeManagers nodeManagers, SecretBox secrets) {
        this.nodeManagers = nodeManagers;
        this.secrets = secrets;
    }

    @Override
    public Outcome run(Work work) {
        var spec = work.database().spec(secrets);
        return switch (nodeManagers.ensure(work.requireHost(), spec)) {
            case HostAnswer.Observed(NodeStatus status) ->
                fulfils(status, spec)
                        ? new Outcome.Advance(it -> it.observed(status))
                        : new Outcome.Wait(
                                Objects.requireNonNullElse(
                                        status.reason(), status.state().name()),
                                Objects.requireNonNullElse(status.message(), "The engine is not there yet."),
                                it -> it.observed(status));
            // it never saw this one, though it was created long ago; see Node
            case HostAnswer.Refused(String code, String detail)
            when code.equals("NODE_MISSING") -> new Outcome.Wait(code, Node.MISSING);
            case HostAnswer.Refused(String code, String detail) ->
                work.operation().kind() == OperationKind.CREATE && code.equals("PORT_POOL_EXHAUSTED")
                        ? new Outcome.GiveUp(code, detail)
                        : new Outcome.Wait(code, detail);
            case HostAnswer.Gone() -> new Outcome.Wait("NODE_MISSING", Node.MISSING);
            case HostAnswer.Unreachable(String detail) ->
                new Outcome.Wait("HOST_UNREACHABLE", detail + " It is done as soon as it can.");
        };
    }

    private static boolean fulfils(NodeStatus status, NodeSpec spec) {
        var wished = spec.desired() == DesiredState.RUNNING ? NodeState.READY : NodeState.STOPPED;
        return status.state() == wished
                && status.observedGeneration() >= spec.generation()
                && status.observedRestarts() >= spec.restarts();
    }
}
