package io.miniredis.auth.invitation;

import io.miniredis.auth.mail.Links;
import io.miniredis.auth.mail.Mail;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Writes the mail. */
@Component
class InvitationMail {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Links links;

    InvitationMail(Links links) {
        this.links = links;
    }

    Mail write(Invitation invitation, String organizationName, String inviter, String token) {
        return new Mail(
                invitation.email(), "Invitation to \"%s\" on MiniRedis".formatted(organizationName), """
                %s invites you to the organization "%s" on MiniRedis, with the role %s.

                To join, open this link:

                %s

                It works once, until %s UTC. If you do not know what this is about, do nothing.
                """.formatted(
                                inviter,
                                organizationName,
                                invitation.role().name().toLowerCase(Locale.ROOT),
                                links.invitation(token),
                                DAY.format(invitation.expiresAt())));
    }
}
