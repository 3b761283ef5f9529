package io.miniredis.backend.reconcile;

import io.miniredis.backend.host.HostAnswer;
import io.miniredis.backend.host.NodeManagers;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Has the host stop the node and put its data aside. */
@Component
class RemoveStep implements Step {

    private final NodeManagers nodeManagers;
    private final Clock clock;

    RemoveStep(NodeManagers nodeManagers, Clock clock) {
        this.nodeManagers = nodeManagers;
        this.clock = clock;
    }

    @Override
    public Outcome run(Work work) {
        if (work.host() == null) return removed(); // it was never placed
        return switch (nodeManagers.remove(
                work.host(), work.database().primary().id())) {
            case HostAnswer.Gone() -> removed();
            case HostAnswer.Observed observed -> removed();
            case HostAnswer.Refused(String code, String detail) -> new Outcome.Wait(code, detail);
            case HostAnswer.Unreachable(String detail) ->
                new Outcome.Wait("HOST_UNREACHABLE", detail + " The database is deleted as soon as it can.");
        };
    }

    private Outcome removed() {
        var now = clock.instant();
        return new Outcome.Advance(it -> it.removed(now));
    }
}
