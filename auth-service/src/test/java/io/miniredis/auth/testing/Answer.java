package io.miniredis.auth.testing;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service answered. */
public record Answer(HttpResponse<String> response) {

    private static final JsonMapper mapper = new JsonMapper();

    public int status() {
        return response.statusCode();
    }

    public JsonNode json() {
        return mapper.readTree(response.body());
    }

    public String text(String field) {
        return json().path(field).asString();
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** The session's token in the cookie that was set. */
    public String session() {
        return header("Set-Cookie").replaceAll(".*miniredis_session=([^;]*);.*", "$1");
    }

    @Override
    public String toString() {
        return status() + " " + response.headers().map() + " " + response.body();
    }
}
