package io.miniredis.auth.password;

/** More people log in at this moment than can be checked in time. Answered with 503. */
public final class HashingBusy extends RuntimeException {

    HashingBusy() {
        super("Too many log-ins at this moment. Try again in a few seconds.");
    }
}
