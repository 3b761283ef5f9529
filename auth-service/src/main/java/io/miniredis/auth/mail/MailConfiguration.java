package io.miniredis.auth.mail;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses how mails leave. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

    @Bean
    Carrier carrier(MailProperties settings, Clock clock) {
        return settings.hasServer() ? new SmtpCarrier(settings, clock) : new FolderCarrier(settings, clock);
    }
}
