package io.miniredis.auth.mail;

/** Takes mails and sends them in the background, so that the answer to a call takes as long whether one was sent or not. */
public interface Post {

    /** Returns at once. What cannot be sent is tried again for a while, then logged without its text. */
    void send(Mail mail);
}
