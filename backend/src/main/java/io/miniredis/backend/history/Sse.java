package io.miniredis.backend.history;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Writes server-sent events. Each is on its way when the call returns; an {@link IOException} says that nobody listens any more. */
final class Sse {

    private final HttpServletResponse response;
    private final JsonMapper json;

    Sse(HttpServletResponse response, JsonMapper json) {
        this.response = response;
        this.json = json;
    }

    void begin() throws IOException {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no"); // nginx, in front, would collect
        write("retry: 1000\n\n");
    }

    /** @param id what a reader that connects again names as the last that it heard; null where there is nothing yet to go on by */
    void send(String event, @Nullable String id, Object data) throws IOException {
        var position = id == null ? "" : "id: " + id + "\n";
        write(position + "event: " + event + "\ndata: " + json.writeValueAsString(data) + "\n\n");
    }

    void heartbeat() throws IOException {
        write(": still here\n\n");
    }

    private void write(String text) throws IOException {
        var out = response.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
