package io.miniredis.backend.history;

import io.miniredis.backend.database.DatabaseViews;
import io.miniredis.backend.database.Databases;
import io.miniredis.kit.problem.Problem;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Right;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What happened to a database. */
@RestController
@RequestMapping("/api/v1/databases/{databaseId}/events")
class EventsController {

    private final DatabaseViews views;
    private final Databases databases;
    private final History history;
    private final EventStreams streams;

    EventsController(DatabaseViews views, Databases databases, History history, EventStreams streams) {
        this.views = views;
        this.databases = databases;
        this.history = history;
        this.streams = streams;
    }

    @GetMapping
    History.Listing list(
            Caller caller,
            @PathVariable String databaseId,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        caller.require(Right.SEE_DATABASES);
        views.get(caller.organizationId(), databaseId); // says so when there is none
        return databases
                .findOf(caller.organizationId(), databaseId)
                .map(it -> history.of(it, limit))
                .orElseThrow();
    }

    /** Answers for as long as the caller listens, on the virtual thread of the request. */
    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void stream(
            Caller caller,
            @PathVariable String databaseId,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastHeard,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        caller.require(Right.SEE_DATABASES);
        views.get(caller.organizationId(), databaseId);
        streams.serve(caller.organizationId(), databaseId, lastHeard, response);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooMany(EventStreams.TooManyStreams exception) {
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header("Retry-After", "5")
                .body(Problem.of(
                        HttpStatus.TOO_MANY_REQUESTS, "TOO_MANY_STREAMS", String.valueOf(exception.getMessage())));
    }
}
