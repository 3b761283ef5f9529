package io.miniredis.nodemanager.certificate;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A certificate on a node's disk. Each has files of its own: an engine takes a change of certificate only when it is given other paths.
 *
 * @param number counts the node's certificates, from 1
 * @param expiresAt when it ends
 * @param renewAt from when on the next one is asked for
 */
public record NodeCertificate(Path folder, int number, Instant expiresAt, Instant renewAt) {

    /** The certificate and what leads from it to the root, PEM. */
    public Path chain() {
        return folder.resolve(number + ".crt");
    }

    /** Its private key, PEM. */
    public Path key() {
        return folder.resolve(number + ".key");
    }

    /** The authority's certificates, PEM. */
    public Path authority() {
        return folder.resolve(number + ".ca");
    }

    public boolean isDueAt(Instant now) {
        return !now.isBefore(renewAt);
    }
}
