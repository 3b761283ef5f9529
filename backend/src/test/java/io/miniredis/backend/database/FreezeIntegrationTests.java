package io.miniredis.backend.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.miniredis.backend.BackendTest;
import io.miniredis.kit.testing.TokensForTests;
import io.miniredis.kit.token.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class FreezeIntegrationTests extends BackendTest {

    private static final String AUTH = TokensForTests.service("auth-service", "organizations");

    private final String id = organization.replace("org_", "org_frozen");

    @Test
    void nothingIsCreatedInAFrozenOrganization() {
        assertThat(freeze(id, AUTH)).hasStatus(204);
        assertThat(freeze(id, AUTH)).hasStatus(204);

        assertProblem(createIn(id), 409, "ORGANIZATION_FROZEN");
        assertThat(createIn(id + "other")).hasStatus(201);
    }

    @Test
    void aFreezeEndsByItself() {
        freeze(id, AUTH);
        jdbc.update("update frozen_organization set until = now() - interval '1 second' where organization_id = ?", id);

        assertThat(createIn(id)).hasStatus(201);
    }

    @Test
    void anOrganizationWithDatabasesIsNotFrozen() {
        var created = body(createIn(id)).path("id").asString();
        assertProblem(freeze(id, AUTH), 409, "ORGANIZATION_NOT_EMPTY");

        send(HttpMethod.DELETE, "/api/v1/databases/" + created, "", TokensForTests.tenant(id, Role.OWNER));
        await().untilAsserted(() -> assertThat(freeze(id, AUTH)).hasStatus(204));
    }

    @Test
    void onlyTheAuthServiceMayFreeze() {
        assertThat(freeze(id, TokensForTests.tenant(id, Role.OWNER))).hasStatus(403);
        assertThat(freeze(id, TokensForTests.service("node-manager", "hosts"))).hasStatus(403);
        assertThat(freeze(id, TokensForTests.service("monitoring-service", "targets")))
                .hasStatus(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "org_", "org_A", "org_' or 1=1"})
    void whatIsNoOrganizationIsRefused(String other) {
        assertFieldProblem(freeze(other, AUTH), "organizationId");
    }

    private MvcTestResult freeze(String organizationId, String credential) {
        return mvc.post()
                .uri("/internal/organizations/{id}/freeze", organizationId)
                .header("Authorization", credential)
                .exchange();
    }

    private MvcTestResult createIn(String organizationId) {
        return send(
                HttpMethod.POST,
                "/api/v1/databases",
                "{\"name\":\"orders\"}",
                TokensForTests.tenant(organizationId, Role.OWNER));
    }
}
