package io.miniredis.auth.mail;

/** Takes mails and sends them in the background. */
public interface Post {

    /**
     * Takes it down in the caller's transaction, where there is one: what is done and the mail that tells of it are both there or neither
     * is. What cannot be sent is tried again for a day, then logged without its text.
     */
    void send(Mail mail);
}
