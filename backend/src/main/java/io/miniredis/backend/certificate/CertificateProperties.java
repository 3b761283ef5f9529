package io.miniredis.backend.certificate;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the authority.
 *
 * @param days how long a node's certificate is valid (MINIREDIS_CERTIFICATE_DAYS)
 * @param caCertificate an authority of the operator's own, PEM: the certificate that signs, then those above it up to the root; empty
 *     for one that the platform makes (MINIREDIS_CA_CERTIFICATE)
 * @param caKey its private key, PEM (MINIREDIS_CA_KEY)
 */
@Validated
@ConfigurationProperties("miniredis.certificate")
record CertificateProperties(
        @DefaultValue("90")
        @Min(value = 1, message = "MINIREDIS_CERTIFICATE_DAYS must be 1 to 825")
        @Max(value = 825, message = "MINIREDIS_CERTIFICATE_DAYS must be 1 to 825")
        int days,

        @DefaultValue("") String caCertificate,
        @DefaultValue("") String caKey) {

    @Override
    public String toString() {
        return "CertificateProperties[" + days + " days]";
    }
}
