package io.miniredis.kit.secret;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do when a service does not start because its key is not the one that its database was sealed with. */
class UnopenedAnalyzer extends AbstractFailureAnalyzer<Unopened> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, Unopened cause) {
        return new FailureAnalysis(
                "MINIREDIS_SECRET_KEY is not the key that the secrets in this database were sealed with: "
                        + cause.getMessage() + ".",
                "Put that key back: what a restored platform was run with, the copy that was kept apart from the backups. "
                        + "Where there is none any more, see docs/runbooks/key-lost.md.",
                cause);
    }
}
