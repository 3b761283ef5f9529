package io.miniredis.backend.certificate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Certificates as text. */
final class Pem {

    private static final int LINE = 64;

    private Pem() {}

    static String of(Collection<X509Certificate> certificates) {
        return certificates.stream().map(Pem::of).collect(Collectors.joining());
    }

    private static String of(X509Certificate certificate) {
        try {
            var base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** In the order of the text; text around them is skipped. */
    static List<X509Certificate> certificates(String text) throws CertificateException {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes)).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }
}
