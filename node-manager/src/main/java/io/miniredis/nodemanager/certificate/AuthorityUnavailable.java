package io.miniredis.nodemanager.certificate;

/** No certificate could be had now. Asking again is right. */
public final class AuthorityUnavailable extends RuntimeException {

    public AuthorityUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
