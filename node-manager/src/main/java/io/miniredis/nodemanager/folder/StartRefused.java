package io.miniredis.nodemanager.folder;

/** The node-manager cannot start here; the message says why and what to do about it, and names the variable. */
public final class StartRefused extends RuntimeException {

    public StartRefused(String message) {
        super(message);
    }
}
