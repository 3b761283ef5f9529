package io.miniredis.auth.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How mails leave.
 *
 * @param host the mail server (MINIREDIS_MAIL_HOST); empty for none: mails become files in {@code folder}
 * @param port its port (MINIREDIS_MAIL_PORT)
 * @param encryption how the connection to it is kept private (MINIREDIS_MAIL_ENCRYPTION)
 * @param user whom to log in as (MINIREDIS_MAIL_USER); empty for not at all
 * @param password that user's (MINIREDIS_MAIL_PASSWORD)
 * @param from the sender, such as {@code MiniRedis <noreply@example.com>} (MINIREDIS_MAIL_FROM)
 * @param folder where mails are put as files when there is no server (MINIREDIS_MAIL_DIR)
 */
@Validated
@ConfigurationProperties("miniredis.mail")
record MailProperties(
        @NotNull String host,

        @Min(value = 1, message = "MINIREDIS_MAIL_PORT must be 1 to 65535")
        @Max(value = 65_535, message = "MINIREDIS_MAIL_PORT must be 1 to 65535")
        int port,

        @NotNull(message = "MINIREDIS_MAIL_ENCRYPTION must be one of starttls, tls, none")
        Encryption encryption,

        @NotNull String user,
        @NotNull String password,
        @NotNull String from,
        @NotNull Path folder) {

    enum Encryption {
        /** In clear. For a server on this machine or a private network. */
        NONE,
        /** The connection becomes TLS before anything is said, or is given up; mostly port 587. */
        STARTTLS,
        /** TLS from the first byte; mostly port 465. */
        TLS
    }

    boolean hasServer() {
        return !host.isBlank();
    }

    InternetAddress sender() throws AddressException {
        return new InternetAddress(from, true);
    }

    @AssertTrue(message = "MINIREDIS_MAIL_FROM must be an e-mail address, such as MiniRedis <noreply@example.com>")
    boolean isFromAnAddress() {
        try {
            return sender().getAddress().contains("@");
        } catch (AddressException exception) {
            return false;
        }
    }

    @AssertTrue(message = "MINIREDIS_MAIL_PASSWORD is there without MINIREDIS_MAIL_USER")
    boolean isPasswordOfSomebody() {
        return password.isEmpty() || !user.isBlank();
    }

    @Override
    public String toString() {
        return "MailProperties[" + (hasServer() ? host + ":" + port : folder) + "]";
    }
}
