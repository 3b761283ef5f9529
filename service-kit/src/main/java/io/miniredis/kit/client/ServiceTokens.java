package io.miniredis.kit.client;

/** This service's own token, with which it calls others. */
public interface ServiceTokens {

    /** One that is good for a while yet. */
    String current();
}
