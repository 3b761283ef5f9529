package io.miniredis.backend.certificate;

/** Why a node gets no certificate. */
abstract sealed class CertificateRefused extends RuntimeException {

    private CertificateRefused(String message) {
        super(message);
    }

    static final class NodeUnknown extends CertificateRefused {
        NodeUnknown(String nodeId) {
            super("There is no node " + nodeId + ", or it was deleted. It needs no certificate any more.");
        }
    }

    static final class NodeElsewhere extends CertificateRefused {
        NodeElsewhere(String nodeId, String hostId) {
            super("The node " + nodeId + " does not live on " + hostId
                    + ". Ask for certificates of the host's own nodes.");
        }
    }

    static final class BadKey extends CertificateRefused {
        BadKey(String what) {
            super(what);
        }
    }

    static final class BadHostName extends CertificateRefused {
        BadHostName(String name) {
            super("The host calls itself \"" + name
                    + "\", which is no host name and no address. Correct REDIS_PUBLIC_HOST or NODE_MANAGER_URL there.");
        }
    }
}
