package io.miniredis.auth.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Sends by a mail server. */
final class SmtpCarrier implements Carrier {

    /** For each of connecting, reading and writing. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int PERMANENT = 500;

    private static final Logger log = LoggerFactory.getLogger(SmtpCarrier.class);

    private final MailProperties settings;
    private final Clock clock;
    private final JavaMailSenderImpl server;

    SmtpCarrier(MailProperties settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.server = server(settings);
        log.info("mails are sent by {}:{}", settings.host(), settings.port());
    }

    private static JavaMailSenderImpl server(MailProperties settings) {
        var server = new JavaMailSenderImpl();
        server.setHost(settings.host());
        server.setPort(settings.port());
        server.setDefaultEncoding("UTF-8");
        var properties = server.getJavaMailProperties();
        for (var what : List.of("connectiontimeout", "timeout", "writetimeout")) {
            properties.setProperty("mail.smtp." + what, String.valueOf(PATIENCE.toMillis()));
        }
        if (!settings.user().isBlank()) {
            server.setUsername(settings.user());
            server.setPassword(settings.password());
            properties.setProperty("mail.smtp.auth", "true");
        }
        switch (settings.encryption()) {
            case NONE -> {}
            case STARTTLS -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
        }
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        return server;
    }

    @Override
    public void carry(Mail mail) throws NotTaken {
        try {
            server.send(Letter.write(mail, server.createMimeMessage(), settings.sender(), clock.instant()));
            log.info("{} was sent", mail);
        } catch (MailException | MessagingException exception) {
            throw new NotTaken(reason(exception), isPermanent(exception));
        }
    }

    /** Whether the server said that it will never take this (5xx), or the mail cannot be written at all. */
    private static boolean isPermanent(Exception exception) {
        if (exception instanceof MailSendException failed) {
            return failed.getFailedMessages().values().stream().anyMatch(SmtpCarrier::isRefused);
        }
        return exception instanceof MessagingException;
    }

    private static boolean isRefused(Exception exception) {
        for (Exception it = exception; it != null; it = next(it)) {
            if (it instanceof SMTPAddressFailedException address && address.getReturnCode() >= PERMANENT) return true;
            if (it instanceof SMTPSendFailedException send && send.getReturnCode() >= PERMANENT) return true;
        }
        return false;
    }

    private static @Nullable Exception next(Exception exception) {
        return exception instanceof SendFailedException failed ? failed.getNextException() : null;
    }

    /** What the server said; the mail's text is in no exception of the library. */
    private static String reason(Exception exception) {
        return exception instanceof MailSendException failed
                        && !failed.getFailedMessages().isEmpty()
                ? String.valueOf(
                        failed.getFailedMessages().values().iterator().next().getMessage())
                : String.valueOf(exception.getMessage());
    }
}
