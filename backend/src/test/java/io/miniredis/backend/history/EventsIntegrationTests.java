package io.miniredis.backend.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.miniredis.backend.BackendTest;
import io.miniredis.backend.FakeHost.Mood;
import io.miniredis.kit.node.NodeHistoryEvent;
import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.testing.TokensForTests;
import io.miniredis.kit.token.Role;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

class EventsIntegrationTests extends BackendTest {

    @LocalServerPort
    private int port;

    @Autowired
    private EventStreams streams;

    private static NodeHistoryEvent event(long revision, NodeHistoryEvent.Kind kind, String message) {
        return new NodeHistoryEvent(revision, Instant.now(), kind, message);
    }

    /** What a reader hears, line by line, as it comes. */
    private final class Reader implements AutoCloseable {
        private final HttpClient http = HttpClient.newHttpClient();
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final Thread thread;
        private volatile boolean ended;

        Reader(String id) throws Exception {
            this(request(id));
        }

        Reader(HttpRequest request) throws Exception {
            HttpResponse<Stream<String>> response = http.send(request, HttpResponse.BodyHandlers.ofLines());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            thread = Thread.startVirtualThread(() -> {
                try {
                    response.body().forEach(lines::add);
                } catch (UncheckedIOException closed) {
                    // by the test itself; Awaitility would take it for the failure of whoever waits
                } finally {
                    ended = true;
                }
            });
        }

        List<String> data(String event) {
            var found = new ArrayList<String>();
            for (var i = 0; i + 1 < lines.size(); i++) {
                if (lines.get(i).equals("event: " + event)) found.add(lines.get(i + 1));
            }
            return found;
        }

        /** The position that a browser would name: that of the last event that was heard to its end. */
        String lastId() {
            return lines.subList(0, lines.lastIndexOf("")).stream()
                    .filter(it -> it.startsWith("id: "))
                    .reduce("", (before, it) -> it.substring(4));
        }

        @Override
        public void close() {
            http.shutdownNow();
        }
    }

    private HttpRequest request(String id) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/databases/" + id + "/events"))
                .header("Authorization", TokensForTests.tenant(organization, Role.VIEWER))
                .header("Accept", "text/event-stream")
                .build();
    }

    @Test
    void listWhenHostAnswersMergesItsHistoryWithTheOperations() {
        var id = created("orders");
        host.events.put(
                nodeOf(id),
                List.of(
                        event(3, NodeHistoryEvent.Kind.READY, "answers"),
                        event(2, NodeHistoryEvent.Kind.EXITED, "ended by signal 9")));
        post("/api/v1/databases/" + id + "/restart", "", Role.OWNER);
        await().untilAsserted(() -> assertThat(kinds(id))
                .containsExactly(
                        "operation_succeeded",
                        "operation_requested",
                        "ready",
                        "exited",
                        "operation_succeeded",
                        "operation_requested"));
        var events = body(get("/api/v1/databases/" + id + "/events"));
        assertThat(events.path("complete").asBoolean()).isTrue();
        assertThat(events.has("next")).isTrue();
        assertThat(events.at("/items/1/by").asString()).startsWith("usr_");
        assertThat(events.at("/items/1/message").asString()).isEqualTo("A restart was asked for.");
        assertThat(events.at("/items/1/operationId").asString()).startsWith("op_");
        assertThat(body(get("/api/v1/databases/" + id + "/events?limit=2")).path("items"))
                .hasSize(2);
        assertProblem(get("/api/v1/databases/" + id + "/events?limit=0"), 422, "INVALID_INPUT");
    }

    private List<String> kinds(String id) {
        return body(get("/api/v1/databases/" + id + "/events")).path("items").findValuesAsString("kind");
    }

    @Test
    void listWhenHostIsAwayHasTheOperationsAndSaysSo() {
        var id = created("orders");
        host.mood = Mood.BROKEN;
        var events = body(get("/api/v1/databases/" + id + "/events"));
        assertThat(events.path("complete").asBoolean()).isFalse();
        assertThat(events.path("items").findValuesAsString("kind"))
                .containsExactly("operation_succeeded", "operation_requested");
    }

    @Test
    void listWhenAnotherOrganizationAsksIsNotFound() {
        var id = created("orders");
        for (var accept : List.of("application/json", "text/event-stream")) {
            assertProblem(
                    mvc.get()
                            .uri("/api/v1/databases/" + id + "/events")
                            .header("Authorization", TokensForTests.tenant("org_foreign", Role.OWNER))
                            .header("Accept", accept)
                            .exchange(),
                    404,
                    "DATABASE_UNKNOWN");
        }
    }

    @Test
    void streamWhenSomethingHappensTellsItAtOnce() throws Exception {
        var id = created("orders");
        var node = nodeOf(id);
        try (var reader = new Reader(id)) {
            await().untilAsserted(() -> assertThat(reader.data("database")).hasSize(1));
            assertThat(reader.data("database").getFirst()).contains("\"status\":\"running\"");
            host.events.put(node, List.of(event(9, NodeHistoryEvent.Kind.EXITED, "ended by signal 9")));
            report(
                    "host-1",
                    "redis.test",
                    true,
                    false,
                    List.of(host.status(node, NodeState.CRASHED, host.revision() + 100)));
            await().untilAsserted(() -> {
                assertThat(reader.data("database")).hasSize(2).last().asString().contains("\"status\":\"unavailable\"");
                assertThat(reader.data("history")).singleElement().asString().contains("ended by signal 9");
            });
            await().untilAsserted(() -> assertThat(reader.lines).contains(": still here"));
            delete(id);
            await().untilAsserted(() -> assertThat(reader.ended).isTrue());
            assertThat(reader.data("deleted")).containsExactly("data: {\"id\":\"" + id + "\"}");
        }
    }

    @Test
    void streamWhenItsReaderComesBackTellsWhatWasMissed() throws Exception {
        var id = created("orders");
        var node = nodeOf(id);
        var ready = event(3, NodeHistoryEvent.Kind.READY, "answers");
        var exited = event(9, NodeHistoryEvent.Kind.EXITED, "ended by signal 9");
        var again = event(10, NodeHistoryEvent.Kind.READY, "answers again");
        host.events.put(node, List.of(ready));
        String position;
        try (var reader = new Reader(id)) {
            await().untilAsserted(() -> assertThat(reader.data("database")).hasSize(1));
            position = reader.lastId();
            assertThat(position).isNotEmpty();
        }
        host.events.put(node, List.of(again, exited, ready));
        var resumed = HttpRequest.newBuilder(request(id), (name, value) -> true)
                .header("Last-Event-ID", position)
                .build();
        try (var reader = new Reader(resumed)) {
            await().untilAsserted(() -> assertThat(reader.data("history"))
                    .satisfiesExactly(
                            it -> assertThat(it).contains("ended by signal 9"),
                            it -> assertThat(it).contains("answers again")));
            assertThat(reader.lastId()).isNotEqualTo(position);
        }
        // a reader that never heard anything has the list
        try (var reader = new Reader(id)) {
            await().untilAsserted(() -> assertThat(reader.lines).contains(": still here"));
            assertThat(reader.data("history")).isEmpty();
        }
    }

    @Test
    void streamWhenAnotherReplicaHearsIsSeenWithinSeconds() throws Exception {
        var id = created("orders");
        try (var reader = new Reader(id)) {
            await().untilAsserted(() -> assertThat(reader.data("database")).hasSize(1));
            jdbc.update("update node set state = 'CRASHED' where database_id = ?", id);
            await().untilAsserted(() ->
                    assertThat(reader.data("database")).last().asString().contains("\"status\":\"unavailable\""));
        }
    }

    @Test
    void streamWhenTooManyAreOpenIsRefused() throws Exception {
        var id = created("orders");
        var readers = new ArrayList<Reader>();
        var refusing = HttpClient.newHttpClient();
        try {
            for (var i = 0; i < EventStreams.MOST_OF_ORGANIZATION; i++) readers.add(new Reader(id));
            var refused = refusing.send(request(id), HttpResponse.BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(json.readTree(refused.body()).path("code").asString()).isEqualTo("TOO_MANY_STREAMS");
            readers.removeFirst().close();
            // its place is free when the next write finds nobody
            await().until(() -> refusing.send(request(id), HttpResponse.BodyHandlers.ofInputStream())
                            .statusCode()
                    == 200);
        } finally {
            refusing.shutdownNow();
            readers.forEach(Reader::close);
        }
    }

    @Test
    void streamWhenShuttingDownEndsCleanly() throws Exception {
        var id = created("orders");
        try (var reader = new Reader(id)) {
            await().untilAsserted(() -> assertThat(reader.data("database")).hasSize(1));
            streams.stop();
            await().untilAsserted(() -> assertThat(reader.ended).isTrue());
        } finally {
            streams.start();
        }
    }
}
