package io.miniredis.auth.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * Sends by a mail server. What it cannot take now is tried again after each of the pauses. Mails wait in memory: what is under way
 * when the service is killed is lost, and its reader asks for it once more.
 */
final class SmtpPost implements Post {

    /** Long enough for a mail server to restart, and for a greylisting one to take the second or third attempt. */
    static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(2), Duration.ofSeconds(15), Duration.ofMinutes(1), Duration.ofMinutes(5));

    /** For each of connecting, reading and writing. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** So many connections at once are what a mail server takes from one client without objecting. */
    private static final int AT_ONCE = 4;

    /** More than this is not a burst but a server that is gone; about 2 KB each. */
    private static final int MOST_WAITING = 2_000;

    private static final int PERMANENT = 500;

    private static final Logger log = LoggerFactory.getLogger(SmtpPost.class);

    private final MailProperties settings;
    private final List<Duration> pauses;
    private final Executor background;
    private final Clock clock;
    private final JavaMailSenderImpl server;
    private final Semaphore connections = new Semaphore(AT_ONCE);
    private final AtomicInteger waiting = new AtomicInteger();

    SmtpPost(MailProperties settings, List<Duration> pauses, Executor background, Clock clock) {
        this.settings = settings;
        this.pauses = pauses;
        this.background = background;
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
    public void send(Mail mail) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            log.error("{} was dropped: {} wait for the mail server already", mail, MOST_WAITING);
            return;
        }
        background.execute(() -> attempt(mail, 0));
    }

    private void attempt(Mail mail, int failures) {
        var again = false;
        try {
            deliver(mail);
            log.info("{} was sent", mail);
        } catch (MailException | MessagingException exception) {
            again = failures < pauses.size() && !isPermanent(exception);
            if (again) {
                log.warn("{} was not sent yet: {}", mail, reason(exception));
            } else {
                log.error("{} was given up after {} attempts: {}", mail, failures + 1, reason(exception));
            }
        } finally {
            if (!again) waiting.decrementAndGet();
        }
        if (again) later(pauses.get(failures)).execute(() -> attempt(mail, failures + 1));
    }

    private void deliver(Mail mail) throws MessagingException {
        MimeMessage message = Letter.write(mail, server.createMimeMessage(), settings.sender(), clock.instant());
        connections.acquireUninterruptibly();
        try {
            server.send(message);
        } finally {
            connections.release();
        }
    }

    private Executor later(Duration pause) {
        return CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, background);
    }

    /** Whether the server said that it will never take this (5xx), or the mail cannot be written at all. */
    private static boolean isPermanent(Exception exception) {
        if (exception instanceof MailSendException failed) {
            return failed.getFailedMessages().values().stream().anyMatch(SmtpPost::isRefused);
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
