package io.miniredis.gateway.credential;

import com.github.benmanes.caffeine.cache.Ticker;
import io.miniredis.gateway.breaker.Breakers;
import io.miniredis.kit.client.ServiceClients;
import io.miniredis.kit.token.TokenProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CredentialConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Ticker ticker() {
        return Ticker.systemTicker();
    }

    @Bean
    Exchanges exchanges(ServiceClients clients, TokenProperties tokens, Breakers breakers, Ticker ticker) {
        var auth = new AuthService(clients.to(tokens.authUrl()), breakers.of(AuthService.NAME), ticker);
        return new Exchanges(auth, ticker);
    }
}
