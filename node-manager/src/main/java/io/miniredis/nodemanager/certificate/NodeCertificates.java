package io.miniredis.nodemanager.certificate;

import io.miniredis.kit.host.IssuedCertificate;
import io.miniredis.nodemanager.folder.NodeFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The certificates of one node, in the folder {@code tls} of its own. */
public final class NodeCertificates {

    private static final JsonMapper json = JsonMapper.builder().build();

    private final NodeFolder node;
    private final Authority authority;

    public NodeCertificates(NodeFolder node, Authority authority) {
        this.node = node;
        this.authority = authority;
    }

    private record Index(int number, Instant expiresAt, Instant renewAt) {}

    /** The newest, if there is one; whether it is still valid is for the caller to see. */
    public Optional<NodeCertificate> current() throws IOException {
        try {
            var it = json.readValue(Files.readAllBytes(index()), Index.class);
            return Optional.of(new NodeCertificate(node.certificates(), it.number(), it.expiresAt(), it.renewAt()));
        } catch (NoSuchFileException | JacksonException none) {
            return Optional.empty();
        }
    }

    /**
     * Makes a new key and has it signed. The certificate before stays on the disk, for an engine that has not changed over yet.
     *
     * @throws AuthorityUnavailable when nobody signs it now
     */
    public NodeCertificate renew() throws IOException {
        var number = current().map(NodeCertificate::number).orElse(0) + 1;
        var key = newKey();
        var issued = authority.issue(node.nodeId(), key.getPublic());
        var next = new NodeCertificate(node.certificates(), number, issued.expiresAt(), issued.renewAt());
        write(next, key, issued);
        forget(number - 2);
        return next;
    }

    private void write(NodeCertificate next, KeyPair key, IssuedCertificate issued) throws IOException {
        node.makeCertificatesFolder();
        node.writeCertificateFile(
                next.key(), pem("PRIVATE KEY", key.getPrivate().getEncoded()));
        node.writeCertificateFile(next.chain(), issued.certificate());
        node.writeCertificateFile(next.authority(), issued.authority());
        // last, so that what it names is there
        node.writeCertificateFile(
                index(), json.writeValueAsString(new Index(next.number(), next.expiresAt(), next.renewAt())));
    }

    private void forget(int number) throws IOException {
        for (var kind : List.of(".crt", ".key", ".ca")) {
            Files.deleteIfExists(node.certificates().resolve(number + kind));
        }
    }

    private Path index() {
        return node.certificates().resolve("current.json");
    }

    private static KeyPair newKey() {
        try {
            var keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(new ECGenParameterSpec("secp256r1"));
            return keys.generateKeyPair();
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static String pem(String kind, byte[] der) {
        var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, lines, kind);
    }
}
