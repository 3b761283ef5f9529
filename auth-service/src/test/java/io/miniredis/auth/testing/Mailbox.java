package io.miniredis.auth.testing;

import static org.awaitility.Awaitility.await;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;

/** Reads the mails that the service put into its folder, oldest first. */
public record Mailbox(Path folder) {

    private static final Pattern LINK = Pattern.compile("http\\S+#(\\S+)");

    /** A mail as its reader sees it. */
    public record Received(String to, String from, String subject, String text) {

        /** The secret behind the # of the link. */
        public String token() {
            var link = LINK.matcher(text);
            if (!link.find()) throw new AssertionError("no link in: " + text);
            return link.group(1);
        }
    }

    public List<Received> all(String to) {
        try (var files = Files.list(folder)) {
            return files.filter(it -> it.getFileName().toString().matches("[^.].*\\.eml"))
                    .sorted()
                    .map(Mailbox::read)
                    .filter(it -> it.to().equals(to))
                    .toList();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** Waits for the nth mail to somebody, 1 being the first. */
    public Received nth(int n, String to) {
        return Objects.requireNonNull(await().atMost(Duration.ofSeconds(10))
                .until(() -> all(to), it -> it.size() >= n)
                .get(n - 1));
    }

    public static Received read(Path file) {
        try (var in = Files.newInputStream(file)) {
            return read(new MimeMessage(Session.getInstance(new Properties()), in));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (MessagingException exception) {
            throw new IllegalStateException(exception);
        }
    }

    public static Received read(MimeMessage message) {
        try {
            return new Received(
                    message.getAllRecipients()[0].toString(),
                    message.getFrom()[0].toString(),
                    message.getSubject(),
                    message.getContent().toString().replace("\r\n", "\n"));
        } catch (IOException | MessagingException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
