package io.miniredis.auth.passkey;

import io.miniredis.auth.mail.Links;
import io.miniredis.auth.mail.Mail;
import io.miniredis.auth.mail.Post;
import io.miniredis.auth.user.User;
import org.springframework.stereotype.Component;

/** Tells people what happened to their passkeys. */
@Component
class PasskeyMail {

    private final Links links;
    private final Post post;

    PasskeyMail(Links links, Post post) {
        this.links = links;
        this.post = post;
    }

    void added(User user, String name) {
        post.send(new Mail(user.email(), "A passkey was added", """
                A passkey was added to your MiniRedis account just now: "%s". It lets in without a password or a code.

                If it was not you, log in, remove it on your account page, and set another password at once.

                %s
                """.formatted(name, links.dashboard())));
    }

    void removed(User user, String name) {
        post.send(new Mail(user.email(), "A passkey was removed", """
                A passkey was removed from your MiniRedis account just now: "%s". It lets in no more.

                If it was not you, set another password at once: "Forgot password?" on this page mails you a link.

                %s
                """.formatted(name, links.dashboard())));
    }
}
