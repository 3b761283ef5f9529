package io.miniredis.auth.audit;

import io.miniredis.kit.audit.AuditFilter;
import io.miniredis.kit.audit.AuditLog;
import io.miniredis.kit.audit.AuditView;
import io.miniredis.kit.audit.Integrity;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/internal/audit")
class AuditController {

    private final AuditLog log;
    private final Integrity integrity;

    AuditController(AuditLog log, Integrity integrity) {
        this.log = log;
        this.integrity = integrity;
    }

    /** The organization's events of this service, newest first; the backend has seen to it that the caller may see them. */
    @GetMapping
    List<AuditView> page(
            @RequestParam @Size(max = 60) @Pattern(regexp = AuditFilter.PLAIN, message = AuditFilter.PLAIN_RULE)
                    String organization,
            @RequestParam @Pattern(regexp = AuditFilter.CURSOR, message = AuditFilter.CURSOR_RULE) String before,
            @RequestParam @Min(1) @Max(201) int limit,
            @Valid AuditFilter filter) {
        return log.page(organization, filter, before, limit);
    }

    @GetMapping("/integrity")
    Integrity.Part integrity() {
        return integrity.check();
    }
}
