package io.miniredis.backend.plan;

import io.miniredis.kit.json.Page;
import io.miniredis.kit.token.Caller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PlansController {

    private final Plans plans;

    PlansController(Plans plans) {
        this.plans = plans;
    }

    record PlanView(String id, long memoryLimitBytes, int maxConnections, int maxDatabases) {
        static PlanView of(Plan plan) {
            return new PlanView(plan.id(), plan.memoryBytes(), plan.maxConnections(), plan.maxDatabases());
        }
    }

    @GetMapping("/api/v1/plans")
    Page<PlanView> list(Caller caller) {
        return new Page<>(
                plans.findAllByOrderByPosition().stream().map(PlanView::of).toList(), null);
    }
}
