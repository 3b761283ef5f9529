package io.miniredis.kit.audit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An event as the API shows it, and as one service tells it another. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record AuditView(
        String id,
        Instant at,
        String actor,
        Actor.Kind actorKind,
        @Nullable String actorName,
        @Nullable String address,
        String action,
        @Nullable String subject,
        @Nullable String subjectName,
        Outcome outcome,
        @Nullable String code,
        @Nullable JsonNode before,
        @Nullable JsonNode after,
        @Nullable String traceId) {}
