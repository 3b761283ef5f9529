package io.miniredis.kit.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;

/**
 * Tells the failures of a call after which it may be made once more, if it changes nothing: the other side ended a kept connection just
 * as it was used again, or is restarting.
 */
public final class Unanswered {

    private Unanswered() {}

    /** Whether there was no connection, or it ended without any answer. An answer that is late may still come, and counts as one. */
    public static boolean is(IOException failure) {
        return switch (failure) {
            case ConnectException refused -> true;
            case ConnectTimeoutException nobody -> true;
            case NoHttpResponseException ended -> true;
            case SocketException reset -> true;
            default -> false;
        };
    }
}
