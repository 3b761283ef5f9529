package io.miniredis.backend.operation;

import io.miniredis.kit.json.Page;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Needs;
import io.miniredis.kit.token.Right;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
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
    @Needs(Right.SEE_DATABASES)
    OperationView get(Caller caller, @PathVariable String operationId) {
        return operations
                .findByIdAndOrganizationId(operationId, caller.organizationId())
                .filter(it -> caller.reaches(it.databaseId()))
                .map(OperationView::of)
                .orElseThrow(() -> new OperationUnknown(operationId));
    }

    @GetMapping("/api/v1/operations")
    @Needs(Right.SEE_DATABASES)
    Page<OperationView> list(
            Caller caller,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(defaultValue = NEWEST)
                    @Pattern(regexp = "op_[0-9a-z~]{1,26}", message = "must be the next of a page before")
                    String cursor,
            @RequestParam(required = false)
                    @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]{0,60}", message = "must be the id of a database")
                    @Nullable
                    String databaseId) {
        var organization = caller.organizationId();
        var among = caller.scope().databases();
        var most = Limit.of(limit + 1);
        var found = among == null
                ? operations.findPage(organization, databaseId, cursor, most)
                : operations.findPage(organization, among, databaseId, cursor, most);
        var items = found.stream().limit(limit).map(OperationView::of).toList();
        return new Page<>(items, found.size() > limit ? items.getLast().id() : null);
    }
}
