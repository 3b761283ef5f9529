package io.miniredis.backend.audit;

import io.miniredis.kit.audit.AuditFilter;
import io.miniredis.kit.audit.AuditLog;
import io.miniredis.kit.audit.AuditView;
import io.miniredis.kit.audit.Audited;
import io.miniredis.kit.json.Page;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Needs;
import io.miniredis.kit.token.Right;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.stream.Stream;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Who changed what in an organization, and what was refused. */
@RestController
@RequestMapping("/api/v1/audit")
class AuditController {

    private static final String CSV = "text/csv";
    private static final String SEE = "audit.see";

    private final AuditLog log;
    private final AuthAudit auth;

    AuditController(AuditLog log, AuthAudit auth) {
        this.log = log;
        this.auth = auth;
    }

    @GetMapping
    @Needs(Right.SEE_AUDIT)
    @Audited(SEE)
    Page<AuditView> list(
            Caller caller,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(defaultValue = AuditFilter.NEWEST)
                    @Pattern(regexp = AuditFilter.CURSOR, message = AuditFilter.CURSOR_RULE)
                    String cursor,
            @Valid AuditFilter filter) {
        var organization = caller.organizationId();
        var found = Stream.concat(
                        log.page(organization, filter, cursor, limit + 1).stream(),
                        auth.page(organization, filter, cursor, limit + 1).stream())
                .sorted(Comparator.comparing(AuditView::id).reversed())
                .limit(limit + 1)
                .toList();
        var items = found.stream().limit(limit).toList();
        return new Page<>(items, found.size() > limit ? items.getLast().id() : null);
    }

    /** The same page as CSV. Where there is a next one, a {@code Link} leads to it. */
    @GetMapping(produces = CSV)
    @Needs(Right.SEE_AUDIT)
    @Audited(SEE)
    ResponseEntity<byte[]> file(
            Caller caller,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(defaultValue = AuditFilter.NEWEST)
                    @Pattern(regexp = AuditFilter.CURSOR, message = AuditFilter.CURSOR_RULE)
                    String cursor,
            @Valid AuditFilter filter,
            HttpServletRequest request) {
        var page = list(caller, limit, cursor, filter);
        var answer = ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("audit.csv")
                                .build()
                                .toString());
        if (page.next() != null) answer.header(HttpHeaders.LINK, next(request, page.next()));
        return answer.body(Csv.of(page.items()).getBytes(StandardCharsets.UTF_8));
    }

    private static String next(HttpServletRequest request, String cursor) {
        var uri = UriComponentsBuilder.fromPath("/api/v1/audit")
                .query(request.getQueryString())
                .replaceQueryParam("cursor", cursor)
                .build();
        return "<" + uri.toUriString() + ">; rel=\"next\"";
    }
}
