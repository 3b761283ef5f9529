package io.miniredis.kit.audit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes views of events. */
final class Shown {

    private final JsonMapper json;

    Shown(JsonMapper json) {
        this.json = json;
    }

    AuditView view(AuditEvent event) {
        return new AuditView(
                event.id(),
                event.at(),
                event.actor(),
                event.actorKind(),
                event.actorName(),
                event.address(),
                event.action(),
                event.subject(),
                event.subjectName(),
                event.outcome(),
                event.code(),
                tree(event.before()),
                tree(event.after()),
                event.traceId());
    }

    private @Nullable JsonNode tree(@Nullable String text) {
        return text == null ? null : json.readTree(text);
    }
}
