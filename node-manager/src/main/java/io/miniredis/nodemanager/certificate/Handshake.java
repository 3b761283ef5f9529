package io.miniredis.nodemanager.certificate;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Looks at what a port really presents: a reload is done when clients see the new certificate, and not before. */
public final class Handshake {

    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(2).toMillis();

    private Handshake() {}

    /** Whether a client that connects to {@code address} is given {@code wanted}. */
    public static boolean presents(InetSocketAddress address, NodeCertificate wanted) throws IOException {
        return presented(address).equals(first(wanted));
    }

    private static Certificate first(NodeCertificate wanted) throws IOException {
        try (var file = Files.newInputStream(wanted.chain())) {
            return CertificateFactory.getInstance("X.509").generateCertificate(file);
        } catch (GeneralSecurityException exception) {
            throw new IOException(exception);
        }
    }

    private static Certificate presented(InetSocketAddress address) throws IOException {
        try (var plain = new Socket()) {
            plain.connect(address, PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            try (var tls = (SSLSocket) anyCertificate()
                    .getSocketFactory()
                    .createSocket(plain, address.getHostString(), address.getPort(), true)) {
                tls.startHandshake();
                return tls.getSession().getPeerCertificates()[0];
            }
        } catch (GeneralSecurityException exception) {
            throw new IOException(exception);
        }
    }

    /** Nothing is sent over this connection, and its certificate is compared with the one that we know byte by byte. */
    private static SSLContext anyCertificate() throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyCertificate()}, null);
        return context;
    }

    private static final class AnyCertificate implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
