package io.miniredis.nodemanager.certificate;

import io.miniredis.kit.host.IssuedCertificate;
import java.security.PublicKey;

/** Signs the nodes' keys. The platform has one, behind the backend's door. */
@FunctionalInterface
public interface Authority {

    /** @throws AuthorityUnavailable when it does not answer, or refuses */
    IssuedCertificate issue(String nodeId, PublicKey key);
}
