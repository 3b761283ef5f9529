package io.miniredis.kit.host;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * A certificate of the platform's authority.
 *
 * @param certificate the node's certificate and what a client needs to get from there to the root, PEM
 * @param authority the certificates of the authority that clients trust, PEM
 * @param expiresAt when {@code certificate} ends
 * @param renewAt from when on the next one should be asked for
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record IssuedCertificate(String certificate, String authority, Instant expiresAt, Instant renewAt) {}
