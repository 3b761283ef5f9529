package io.miniredis.backend.operation;

import io.miniredis.kit.json.Page;
import io.miniredis.kit.token.Caller;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OperationsController {

    /** Sorts after every id. */
    private static final String NEWEST = "op_~";

    private final Operations operations;

    OperationsController(Operations operations) {
        this.operations = operations;
    }

    @GetMapping("/api/v1/operations/{operationId}")
    OperationView get(Caller caller, @PathVariable String operationId) {
        return operations
                .findByIdAndOrganizationId(operationId, caller.organizationId())
                .map(OperationView::of)
                .orElseThrow(() -> new OperationUnknown(operationId));
    }

    @GetMapping("/api/v1/operations")
    Page<OperationView> list(
            Caller caller,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(defaultValue = NEWEST) String cursor,
            @RequestParam(required = false) @Nullable String databaseId) {
        var found = operations.findPage(caller.organizationId(), databaseId, cursor, Limit.of(limit + 1));
        var items = found.stream().limit(limit).map(OperationView::of).toList();
        return new Page<>(items, found.size() > limit ? items.getLast().id() : null);
    }
}
