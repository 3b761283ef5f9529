package io.miniredis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every parameter and every field of every call, with what attackers and broken programs send. Never a 500, always a problem. */
@Tag("matrix")
@ExtendWith(PlatformExtension.class)
class HostileInputTests {

    private static final JsonMapper json = JsonMapper.builder().build();

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "-1",
            "0",
            "99999999999999999999999999",
            "1e309",
            "true",
            "null",
            "../../../../etc/passwd",
            "..%2f..%2f",
            "' OR '1'='1' --",
            "\"; DROP TABLE app_user; --",
            "${jndi:ldap://127.0.0.1/a}",
            "{{7*7}}",
            "<script>alert(1)</script>",
            "a\r\nSet-Cookie: b=c",
            "a\u0000b",
            "\u202e\ud83d\ude00 e\u0301 \ufffe",
            "=1+1",
            "x".repeat(5_000));

    /** JSON values in place of a field's own. */
    private static final List<String> VALUES = Stream.concat(
                    TEXTS.stream().map(json::writeValueAsString),
                    Stream.of(
                            "null",
                            "true",
                            "-1",
                            "0",
                            "1.5",
                            "1e400",
                            "123456789012345678901234567890",
                            "[]",
                            "{}",
                            "[null]",
                            "[\"a\",1,{}]",
                            "{\"a\":{\"b\":[]}}",
                            "\"\\ud800\"",
                            "\"" + "y".repeat(100_000) + "\""))
            .toList();

    private static final List<String> BODIES = List.of(
            "",
            "{",
            "[]",
            "null",
            "1",
            "\"text\"",
            "{}{}",
            "{\"name\":\"a\",\"name\":\"b\",\"email\":\"a@example.com\",\"email\":\"b@example.com\"}",
            "{\"__proto__\":{\"admin\":true}}",
            "{\"id\":\"usr_1\",\"organizationId\":\"org_1\",\"createdAt\":1}",
            "[".repeat(10_000) + "]".repeat(10_000),
            "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000),
            "{\"name\":\"\\u0000\"}",
            "\u0000\u0001\u0002",
            "name=orders&role=owner",
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>");

    private final List<String> wrong = new ArrayList<>();
    private int requests;
    private int serverErrors;
    private LocalPlatform platform;
    private Tenant tenant;
    private Tenant key;
    private Map<String, String> ids;

    @Test
    void everyParameterAndFieldWithHostileValues(LocalPlatform platform) {
        this.platform = platform;
        renew();
        var calls = tenant.contract().calls();
        for (var call : calls) {
            for (var parameter : call.parameters()) {
                for (var text : TEXTS) tryParameter(call, parameter, text);
            }
            if (call.hasBody()) {
                for (var field : fields(call.body())) {
                    for (var value : VALUES) attempt(call, ids, "", sample(call.body(), field, value), Map.of());
                }
                for (var body : BODIES) attempt(call, ids, "", body, Map.of());
            }
        }
        key.delete("/databases/" + ids.get("databaseId"));
        System.out.printf(
                "hostile input: %d calls, %d requests, %d answers of 500 and above that are bugs, %d without a problem body%n",
                calls.size(), requests, serverErrors, wrong.size() - serverErrors);
        assertThat(wrong).isEmpty();
    }

    private void renew() {
        if (key != null) key.delete("/databases/" + ids.get("databaseId"));
        tenant = Tenant.signedUp(platform);
        key = tenant.newKey(platform, Map.of("name", "for the end", "role", "admin"));
        ids = new HashMap<>();
        ids.put(
                "organizationId",
                tenant.get("/auth/me")
                        .expect(200)
                        .body()
                        .path("organization")
                        .path("id")
                        .asString());
        ids.put("databaseId", tenant.create("hostile").id());
    }

    private void tryParameter(Call call, Call.Parameter parameter, String text) {
        switch (parameter.in()) {
            case "path" -> {
                var values = new HashMap<>(ids);
                values.put(parameter.name(), encode(text));
                attempt(call, values, "", call.hasBody() ? "{}" : "", Map.of());
            }
            case "query" ->
                attempt(call, ids, "?" + parameter.name() + "=" + encode(text), call.hasBody() ? "{}" : "", Map.of());
            case "header" -> {
                // what the client itself would not send is no request
                if (text.chars().allMatch(it -> it >= ' ' && it < 0x7f)) {
                    attempt(
                            call,
                            ids,
                            "",
                            call.hasBody() ? sample(call.body(), List.of(), "") : "",
                            Map.of(parameter.name(), text));
                }
            }
            default -> throw new AssertionError("a parameter in " + parameter.in());
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The way to each field, also to those within fields. */
    private List<List<String>> fields(JsonNode schema) {
        var fields = new ArrayList<List<String>>();
        for (var name : schema.path("properties").propertyNames()) {
            fields.add(List.of(name));
            for (var inner :
                    fields(tenant.contract().resolve(schema.path("properties").path(name)))) {
                var way = new ArrayList<>(List.of(name));
                way.addAll(inner);
                fields.add(way);
            }
        }
        return fields;
    }

    /** A body that is right but for the field at the end of the way. */
    private String sample(JsonNode schema, List<String> way, String value) {
        var fields = new LinkedHashMap<String, String>();
        var properties = schema.path("properties");
        for (var required : schema.path("required")) {
            fields.put(required.asString(), usual(required.asString(), properties));
        }
        if (way.size() == 1) fields.put(way.getFirst(), value);
        if (way.size() > 1) {
            var within = tenant.contract().resolve(properties.path(way.getFirst()));
            fields.put(way.getFirst(), sample(within, way.subList(1, way.size()), value));
        }
        return fields.entrySet().stream()
                .map(it -> json.writeValueAsString(it.getKey()) + ":" + it.getValue())
                .collect(java.util.stream.Collectors.joining(",", "{", "}"));
    }

    private String usual(String name, JsonNode properties) {
        var schema = tenant.contract().resolve(properties.path(name));
        if (schema.path("type").asString("").equals("array")) return "[\"PING\"]";
        if (schema.path("properties").isObject()) return sample(schema, List.of(), "");
        return switch (name) {
            case "email" -> "\"" + Tenant.anAddress() + "\"";
            case "role" -> "\"viewer\"";
            // wrong, so that the tenant's own stays
            case "password", "current" -> "\"four unusual wrong words\"";
            default -> "\"sample\"";
        };
    }

    private void attempt(
            Call call, Map<String, String> values, String query, String body, Map<String, String> headers) {
        var filled = new HashMap<>(values);
        // the calls after it need the database
        if (call.id().equals("deleteDatabase")) filled.replace("databaseId", ids.get("databaseId"), "db_gone");
        for (var parameter : call.parameters()) {
            if (parameter.in().equals("path")) filled.putIfAbsent(parameter.name(), "nothere");
        }
        var path = call.at(filled) + query;
        // who signs up or logs in is somebody else from then on
        var caller = call.isOpen() ? Tenant.stranger(platform) : tenant;
        var answer = caller.sendUnchecked(call.method(), path, body, headers);
        requests++;
        if (isBug(answer, call)) serverErrors++;
        if (isBug(answer, call) || answer.status() >= 400 && !isProblem(answer)) {
            wrong.add("%s %s with %.200s: %d %.300s"
                    .formatted(call.method(), path, body, answer.status(), answer.text()));
        }
        var endsSession = call.id().equals("logOut") || call.id().equals("deleteOrganization");
        if (endsSession || answer.status() == 401 && !call.isOpen()) renew();
    }

    /** 503 and 504 say that a part is down or busy; nothing here takes one down. */
    private static boolean isBug(Tenant.Answer answer, Call call) {
        var busy = answer.status() == 503 && answer.text().contains("BUSY");
        return answer.status() >= 500 && !busy;
    }

    /** The door answers what is no HTTP with a page of its server's: nothing of it reaches a service. */
    private static boolean isProblem(Tenant.Answer answer) {
        var type = answer.response().headers().firstValue("content-type").orElse("");
        return type.startsWith("application/problem+json")
                && !answer.field("code").isBlank()
                && !answer.field("detail").isBlank();
    }
}
