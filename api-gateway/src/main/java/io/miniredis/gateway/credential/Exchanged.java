package io.miniredis.gateway.credential;

/** What the auth-service said about a credential. */
sealed interface Exchanged {

    /** When it was asked, in nanoseconds of the ticker; an answer is at most as new as its question. */
    long askedAt();

    record Accepted(Admission admission, long askedAt) implements Exchanged {}

    record Refused(long askedAt) implements Exchanged {}
}
