package io.miniredis.kit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class AuditPropertiesTests {

    @Configuration
    @EnableConfigurationProperties(AuditProperties.class)
    static class Settings {}

    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @Test
    void keepIs90DaysUnlessItIsSaid() {
        context.run(it -> assertThat(it.getBean(AuditProperties.class).keep()).isEqualTo(Duration.ofDays(90)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0d", "-1d", "23h", "36501d"})
    void keepThatIsTooShortOrTooLongNamesTheVariable(String keep) {
        context.withPropertyValues("miniredis.audit.keep=" + keep)
                .run(it -> assertThat(it)
                        .getFailure()
                        .hasStackTraceContaining("MINIREDIS_AUDIT_KEEP must be 1d to 36500d"));
    }
}
