package io.miniredis.frontend.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miniredis.frontend.FrontendApplication;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;

class GatewayPropertiesTests {

    @Test
    void startWhenGatewayUrlIsNoUrlNamesTheVariable() {
        var application = new SpringApplicationBuilder(FrontendApplication.class).logStartupInfo(false);
        assertThatThrownBy(() -> application.run("--server.port=0", "--API_GATEWAY_URL=gateway:8080"))
                .satisfies(error -> assertThat(rootCause(error)).contains("API_GATEWAY_URL must be an http"));
    }

    private static String rootCause(Throwable error) {
        var cause = error;
        while (cause.getCause() != null) cause = cause.getCause();
        return String.valueOf(cause);
    }
}
