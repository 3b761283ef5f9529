package io.miniredis.backend.platform;

import io.miniredis.backend.audit.AuthAudit;
import io.miniredis.backend.database.DatabaseViews;
import io.miniredis.backend.database.Databases;
import io.miniredis.backend.database.HostLoad;
import io.miniredis.backend.database.NodeOverview;
import io.miniredis.backend.database.OrganizationUsage;
import io.miniredis.backend.host.Host;
import io.miniredis.backend.host.Hosts;
import io.miniredis.backend.operation.Operation;
import io.miniredis.backend.operation.OperationKind;
import io.miniredis.backend.operation.OperationStatus;
import io.miniredis.backend.operation.Operations;
import io.miniredis.kit.audit.Audit;
import io.miniredis.kit.audit.Audited;
import io.miniredis.kit.audit.Deed;
import io.miniredis.kit.audit.Integrity;
import io.miniredis.kit.json.Page;
import io.miniredis.kit.token.Needs;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The platform as its operators see it. */
@RestController
@RequestMapping("/api/v1/platform")
class PlatformController {

    private static final String LOOK = "platform.look";

    /** Sorts after every id. */
    private static final String LAST = "~";

    private static final String CURSOR = "[0-9A-Za-z._~-]{1,100}";
    private static final String CURSOR_RULE = "must be the next of a page before";

    private final Hosts hosts;
    private final Databases databases;
    private final DatabaseViews views;
    private final Operations operations;
    private final Integrity integrity;
    private final AuthAudit auth;
    private final Audit audit;
    private final Clock clock;

    PlatformController(
            Hosts hosts,
            Databases databases,
            DatabaseViews views,
            Operations operations,
            Integrity integrity,
            AuthAudit auth,
            Audit audit,
            Clock clock) {
        this.hosts = hosts;
        this.databases = databases;
        this.views = views;
        this.operations = operations;
        this.integrity = integrity;
        this.auth = auth;
        this.audit = audit;
        this.clock = clock;
    }

    /** On record before anything is shown. */
    private void note(String what) {
        audit.record(Deed.of(LOOK).asOperator().on(what, null));
    }

    record HostView(
            String id,
            String status,
            String address,
            String engine,
            long portsUsed,
            int portsTotal,
            long nodes,
            long memoryPlannedBytes,
            Instant lastSeenAt) {

        static HostView of(Host host, HostLoad load, Instant now) {
            return new HostView(
                    host.id(),
                    host.lostAt(now) ? "lost" : "up",
                    host.publicHost(),
                    host.engine() + " " + host.engineVersion(),
                    load.nodes(),
                    host.ports(),
                    load.nodes(),
                    load.memoryBytes(),
                    host.lastSeen());
        }
    }

    @GetMapping("/hosts")
    @Needs(operator = true)
    @Audited(LOOK)
    Page<HostView> hosts(
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(defaultValue = LAST) @Pattern(regexp = CURSOR, message = CURSOR_RULE) String cursor) {
        note("hosts");
        var loads = databases.loads().stream().collect(Collectors.toMap(HostLoad::hostId, Function.identity()));
        var now = clock.instant();
        var found = hosts.findAll().stream()
                .filter(it -> it.id().compareTo(cursor) < 0)
                .sorted(Comparator.comparing(Host::id).reversed())
                .limit(limit + 1)
                .map(it -> HostView.of(it, loads.getOrDefault(it.id(), new HostLoad(it.id(), 0, 0)), now))
                .toList();
        return page(found, limit, HostView::id);
    }

    @GetMapping("/nodes")
    @Needs(operator = true)
    @Audited(LOOK)
    Page<NodeOverview> nodes(
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(defaultValue = LAST) @Pattern(regexp = CURSOR, message = CURSOR_RULE) String cursor) {
        note("nodes");
        return views.everywhere(cursor, limit);
    }

    record OperationOverview(
            String id,
            String databaseId,
            String organizationId,
            OperationKind kind,
            OperationStatus status,
            @Nullable String reason,
            Instant createdAt,
            @Nullable Instant endedAt) {

        static OperationOverview of(Operation operation) {
            return new OperationOverview(
                    operation.id(),
                    operation.databaseId(),
                    operation.organizationId(),
                    operation.kind(),
                    operation.status(),
                    operation.reason(),
                    operation.createdAt(),
                    operation.finishedAt());
        }
    }

    @GetMapping("/operations")
    @Needs(operator = true)
    @Audited(LOOK)
    Page<OperationOverview> operations(
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(defaultValue = LAST) @Pattern(regexp = CURSOR, message = CURSOR_RULE) String cursor) {
        note("operations");
        var found = operations.findPage(cursor, Limit.of(limit + 1)).stream()
                .map(OperationOverview::of)
                .toList();
        return page(found, limit, OperationOverview::id);
    }

    @GetMapping("/usage")
    @Needs(operator = true)
    @Audited(LOOK)
    Page<OrganizationUsage> usage(
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(defaultValue = LAST) @Pattern(regexp = CURSOR, message = CURSOR_RULE) String cursor) {
        note("usage");
        return page(databases.usage(cursor, Limit.of(limit + 1)), limit, OrganizationUsage::organizationId);
    }

    private static <T> Page<T> page(List<T> found, int limit, Function<T, String> id) {
        var items = found.stream().limit(limit).toList();
        return new Page<>(items, found.size() > limit ? id.apply(items.getLast()) : null);
    }

    record AuditIntegrity(List<Integrity.Part> parts) {}

    /** Whether each service's record of changes is whole. */
    @GetMapping("/audit/integrity")
    @Needs(operator = true)
    @Audited(LOOK)
    AuditIntegrity integrity() {
        note("audit");
        return new AuditIntegrity(List.of(integrity.check(), auth.check()));
    }
}
