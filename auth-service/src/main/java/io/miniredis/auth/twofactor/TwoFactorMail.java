package io.miniredis.auth.twofactor;

import io.miniredis.auth.mail.Links;
import io.miniredis.auth.mail.Mail;
import io.miniredis.auth.mail.Post;
import io.miniredis.auth.user.Users;
import org.springframework.stereotype.Component;

/** Tells people what happened to their second factor: where it was not they, somebody else has their password. */
@Component
class TwoFactorMail {

    private static final String IF_NOT_YOU = """

            If it was not you, somebody else knows your password. Set another at once: "Forgot password?" on this page mails you a link.

            %s
            """;

    private final Users users;
    private final Links links;
    private final Post post;

    TwoFactorMail(Users users, Links links, Post post) {
        this.users = users;
        this.links = links;
        this.post = post;
    }

    void turnedOn(String userId) {
        send(userId, "Two-factor authentication was turned on", """
                Two-factor authentication was turned on for your MiniRedis account just now. Logging in asks for a code from now on.
                """);
    }

    void turnedOff(String userId) {
        send(userId, "Two-factor authentication was turned off", """
                Two-factor authentication was turned off for your MiniRedis account just now. The password alone is enough to log in again.
                """);
    }

    void codesRenewed(String userId) {
        send(userId, "You have new recovery codes", """
                New recovery codes were made for your MiniRedis account just now. Those of before do not work any more.
                """);
    }

    /** @param left how many are not used yet */
    void codeUsed(String userId, int left) {
        send(userId, "A recovery code was used", """
                A recovery code of your MiniRedis account was used just now. So many are left: %d. You can make new ones on your account page.
                """.formatted(left));
    }

    private void send(String userId, String subject, String text) {
        users.findById(userId)
                .ifPresent(
                        it -> post.send(new Mail(it.email(), subject, text + IF_NOT_YOU.formatted(links.dashboard()))));
    }
}
