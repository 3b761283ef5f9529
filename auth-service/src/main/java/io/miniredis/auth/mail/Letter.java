package io.miniredis.auth.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.Date;

/** Writes a mail in the form that travels. */
final class Letter {

    private static final String UTF_8 = "UTF-8";

    private Letter() {}

    /** @throws MessagingException when it can never be sent, for example because the address is none */
    static MimeMessage write(Mail mail, MimeMessage empty, InternetAddress sender, Instant now)
            throws MessagingException {
        empty.setFrom(sender);
        // strict, and one address: a list or a line break in it is refused
        empty.setRecipient(MimeMessage.RecipientType.TO, new InternetAddress(mail.to(), true));
        empty.setSubject(mail.subject(), UTF_8);
        empty.setText(mail.text(), UTF_8);
        empty.setSentDate(Date.from(now));
        // asks holiday replies and the like to keep quiet (RFC 3834)
        empty.setHeader("Auto-Submitted", "auto-generated");
        return empty;
    }
}
