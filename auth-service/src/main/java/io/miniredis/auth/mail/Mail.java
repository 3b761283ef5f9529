package io.miniredis.auth.mail;

/**
 * A plain text to one person.
 *
 * @param text may hold a link with a secret; it is never logged
 */
public record Mail(String to, String subject, String text) {

    @Override
    public String toString() {
        return "Mail[" + to + ", " + subject + "]";
    }
}
