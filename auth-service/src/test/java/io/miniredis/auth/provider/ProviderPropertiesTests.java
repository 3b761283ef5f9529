package io.miniredis.auth.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ProviderPropertiesTests {

    private static ProviderProperties bind(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment).bindOrCreate("miniredis.oidc", ProviderProperties.class);
    }

    @Test
    void allWhenNothingIsSetIsEmpty() {
        assertThat(bind(Map.of()).all()).isEmpty();
    }

    @Test
    void allWhenVariablesNameSeveralHasThemAll() {
        var properties = bind(Map.of(
                "MINIREDIS_OIDC_PROVIDERS_GOOGLE_NAME", "Google",
                "MINIREDIS_OIDC_PROVIDERS_GOOGLE_ISSUER", "https://accounts.google.com",
                "MINIREDIS_OIDC_PROVIDERS_GOOGLE_CLIENT_ID", "id",
                "MINIREDIS_OIDC_PROVIDERS_GOOGLE_CLIENT_SECRET", "planted secret",
                "MINIREDIS_OIDC_PROVIDERS_COMPANY_ISSUER", "https://login.example.com/realms/a",
                "MINIREDIS_OIDC_PROVIDERS_COMPANY_CLIENT_ID", "id"));
        assertThat(properties.all().keySet()).containsExactly("company", "google");
        var google = properties.all().get("google");
        assertThat(google)
                .isEqualTo(new ProviderProperties.Settings(
                        "Google", "https://accounts.google.com", "id", "planted secret"));
        assertThat(properties.toString()).doesNotContain("planted");
        assertThat(properties.all().get("company").clientSecret()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.example.com",
                "http://localhost.example.com",
                "login.example.com",
                "ftp://login.example.com",
                "https://login.example.com?x=1",
                "https:///x",
                "not an address"
            })
    void newWhenIssuerIsNotSafeNamesTheVariable(String issuer) {
        assertThatThrownBy(() -> bind(Map.of(
                        "MINIREDIS_OIDC_ISSUER", issuer,
                        "MINIREDIS_OIDC_CLIENT_ID", "id",
                        "MINIREDIS_OIDC_CLIENT_SECRET", "planted")))
                .rootCause()
                .hasMessageContaining("MINIREDIS_OIDC_ISSUER")
                .hasMessageNotContaining("planted");
    }

    @Test
    void newWhenClientIdIsMissingNamesTheVariable() {
        assertThatThrownBy(() -> bind(Map.of("MINIREDIS_OIDC_PROVIDERS_A_ISSUER", "https://a.example")))
                .rootCause()
                .hasMessageContaining("MINIREDIS_OIDC_PROVIDERS_A_CLIENT_ID");
        assertThatThrownBy(() -> bind(Map.of("MINIREDIS_OIDC_ISSUER", "https://a.example")))
                .rootCause()
                .hasMessageContaining("MINIREDIS_OIDC_CLIENT_ID");
    }
}
