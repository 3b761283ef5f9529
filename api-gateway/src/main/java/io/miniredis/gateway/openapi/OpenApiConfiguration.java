package io.miniredis.gateway.openapi;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    @Bean
    Templates templates(OpenApiDocument document) {
        return document.templates();
    }
}
