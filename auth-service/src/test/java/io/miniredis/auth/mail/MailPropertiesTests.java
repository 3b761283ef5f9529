package io.miniredis.auth.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;

class MailPropertiesTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Bound.class)
            .withPropertyValues(
                    "miniredis.mail.host=smtp.example.com",
                    "miniredis.mail.port=587",
                    "miniredis.mail.encryption=starttls",
                    "miniredis.mail.user=",
                    "miniredis.mail.password=",
                    "miniredis.mail.from=MiniRedis <noreply@example.com>",
                    "miniredis.mail.folder=/tmp/mail");

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(MailProperties.class)
    static class Bound {}

    @Test
    void whenAllIsWellBinds() {
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(MailProperties.class).hasServer()).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "miniredis.mail.port=0, MINIREDIS_MAIL_PORT",
        "miniredis.mail.port=65536, MINIREDIS_MAIL_PORT",
        "miniredis.mail.from=nobody, MINIREDIS_MAIL_FROM",
        "miniredis.mail.from=, MINIREDIS_MAIL_FROM",
        "miniredis.mail.password=geheim, MINIREDIS_MAIL_USER",
        "miniredis.mail.encryption=perhaps, miniredis.mail.encryption",
    })
    void whenAValueIsWrongStopsTheStartAndNamesIt(String property, String named) {
        runner.withPropertyValues(property).run(context -> {
            assertThat(context).hasFailed();
            assertThat(context.getStartupFailure())
                    .hasStackTraceContaining(named)
                    .satisfies(it -> assertThat(stackTrace(it)).doesNotContain("geheim"));
        });
    }

    private static String stackTrace(Throwable failure) {
        var text = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis.example.com", "ftp://example.com", "https://example.com/?a=b", "https:///path"})
    void linksWhenTheDashboardsAddressIsNoneSaysSo(String address) {
        assertThatThrownBy(() -> new Links(URI.create(address))).hasMessageContaining("MINIREDIS_PUBLIC_URL");
    }

    @Test
    void linksKeepTheSecretBehindTheHash() {
        assertThat(new Links(URI.create("https://example.com/redis/")).verification("abc"))
                .isEqualTo(URI.create("https://example.com/redis/verify#abc"));
    }
}
