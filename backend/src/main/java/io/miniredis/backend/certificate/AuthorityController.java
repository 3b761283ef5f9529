package io.miniredis.backend.certificate;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Hands out what clients trust: to anybody, since certificates are no secret, and to the monitoring-service. */
@RestController
class AuthorityController {

    private static final MediaType PEM = MediaType.valueOf("application/x-pem-file");

    /** A new authority is handed out with the old one, long before clients meet it. */
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final Authorities authorities;

    AuthorityController(Authorities authorities) {
        this.authorities = authorities;
    }

    @GetMapping("/api/v1/certificate-authority")
    ResponseEntity<byte[]> download() {
        var file = ContentDisposition.attachment().filename("miniredis-ca.pem").build();
        return ResponseEntity.ok()
                .contentType(PEM)
                .cacheControl(CacheControl.maxAge(KEPT).cachePublic())
                .header(HttpHeaders.CONTENT_DISPOSITION, file.toString())
                .body(pem());
    }

    @GetMapping("/internal/certificate-authority")
    ResponseEntity<byte[]> trusted() {
        return ResponseEntity.ok().contentType(PEM).body(pem());
    }

    private byte[] pem() {
        return Pem.of(authorities.trusted()).getBytes(StandardCharsets.US_ASCII);
    }
}
