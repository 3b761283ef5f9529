package io.miniredis.kit.host;

import io.miniredis.kit.node.NodeSpec;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * A node-manager asks the platform's authority for a node's certificate, by {@code POST /internal/hosts/{hostId}/certificates}. The
 * private key stays on the host.
 *
 * @param nodeId the node, which must live on that host
 * @param publicKey the node's public key: X.509 SubjectPublicKeyInfo, DER in base64
 */
public record CertificateRequest(
        @NotNull @Pattern(regexp = NodeSpec.ID) String nodeId,
        @NotNull @Size(max = 2000) String publicKey) {}
