package io.miniredis.auth.mail;

import java.time.Clock;
import java.util.concurrent.Executor;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses how mails leave. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

    @Bean
    Post post(MailProperties settings, @Qualifier("applicationTaskExecutor") Executor background, Clock clock) {
        return settings.hasServer()
                ? new SmtpPost(settings, SmtpPost.PAUSES, background, clock)
                : new FolderPost(settings, background, clock);
    }
}
