package io.miniredis.auth.passkey;

import tools.jackson.databind.JsonNode;

/**
 * What was begun.
 *
 * @param ceremony to send along with what the browser answers, within 5 minutes
 * @param publicKey the options for {@code navigator.credentials}, in the JSON form of W3C's Web Authentication
 */
public record BegunCeremony(String ceremony, JsonNode publicKey) {}
