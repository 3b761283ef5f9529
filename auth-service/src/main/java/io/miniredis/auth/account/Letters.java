package io.miniredis.auth.account;

import io.miniredis.auth.mail.Links;
import io.miniredis.auth.mail.Mail;
import io.miniredis.auth.mail.Post;
import org.springframework.stereotype.Component;

/** What people are written, and its sending. No mail says more about an account than its reader, who owns the address, may know. */
@Component
class Letters {

    private final Links links;
    private final Post post;

    Letters(Links links, Post post) {
        this.links = links;
        this.post = post;
    }

    void verification(String email, String token) {
        post.send(new Mail(email, "Verify your e-mail address", """
                Welcome to MiniRedis.

                Please verify that this address is yours:

                %s

                The link works once, within 24 hours.

                If you did not sign up, somebody else typed your address: do not follow the link.
                """.formatted(links.verification(token))));
    }

    void accountExists(String email) {
        post.send(new Mail(email, "You have an account already", """
                Somebody, probably you, wanted to sign up for MiniRedis with this address. You have an account already.

                Log in here:

                %s

                If you forgot your password, "Forgot password?" on that page mails you a link for a new one.

                If it was not you, there is nothing to do: nobody was let in.
                """.formatted(links.dashboard())));
    }

    void passwordReset(String email, String token) {
        post.send(new Mail(email, "Set a new password", """
                Somebody, probably you, asked for a new password for MiniRedis. Set it here:

                %s

                The link works once, within an hour. It logs you out everywhere.

                If it was not you, there is nothing to do: your password stays as it is.
                """.formatted(links.passwordReset(token))));
    }

    void passwordChanged(String email) {
        post.send(new Mail(email, "Your password was changed", """
                The password of your MiniRedis account was changed just now.

                If it was not you, set another at once: "Forgot password?" on this page mails you a link.

                %s
                """.formatted(links.dashboard())));
    }
}
