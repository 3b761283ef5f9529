package io.miniredis.backend.certificate;

import io.miniredis.backend.database.Databases;
import io.miniredis.backend.host.Hosts;
import io.miniredis.kit.host.CertificateRequest;
import io.miniredis.kit.host.IssuedCertificate;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Gives node-managers certificates for the nodes that live with them. */
@RestController
class CertificatesController {

    private final Databases databases;
    private final Hosts hosts;
    private final Certificates certificates;

    CertificatesController(Databases databases, Hosts hosts, Certificates certificates) {
        this.databases = databases;
        this.hosts = hosts;
        this.certificates = certificates;
    }

    @PostMapping("/internal/hosts/{hostId}/certificates")
    IssuedCertificate issue(@PathVariable String hostId, @RequestBody @Valid CertificateRequest request) {
        var nodeId = request.nodeId();
        var lives = databases.findHostOf(nodeId).orElseThrow(() -> new CertificateRefused.NodeUnknown(nodeId));
        if (!lives.equals(hostId)) throw new CertificateRefused.NodeElsewhere(nodeId, hostId);
        return certificates.issue(nodeId, hosts.findById(hostId).orElseThrow(), NodeKey.read(request.publicKey()));
    }
}
