package io.miniredis.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTests {

    private final Templates templates = new Templates(List.of(
            "/databases", "/databases/{databaseId}", "/databases/{databaseId}/events", "/databases/latest/usage"));

    @ParameterizedTest
    @CsvSource({
        "/api/v1/databases, /api/v1/databases",
        "/api/v1/databases/db_1, /api/v1/databases/{databaseId}",
        "/api/v1/databases/db_1/events, /api/v1/databases/{databaseId}/events",
        "/api/v1/databases/latest/usage, /api/v1/databases/latest/usage",
        "/api/v1/databases/latest/events, /api/v1/databases/{databaseId}/events",
        "/api/v1/databases/, other",
        "/api/v1/databases/db_1/nothing, other",
        "/api/v1/, other",
        "/api/v1, other",
        "/, other",
    })
    void ofWhenAskedNamesTheTemplate(String path, String template) {
        assertThat(templates.of(path)).isEqualTo(template);
    }
}
