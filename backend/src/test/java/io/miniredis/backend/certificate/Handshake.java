package io.miniredis.backend.certificate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A real TLS connection between a server that presents a chain and a client that trusts some certificates and checks the name. */
final class Handshake {

    private static final char[] NONE = new char[0];

    private Handshake() {}

    /** @throws SSLHandshakeException when the client does not trust what it is shown, or the name is not in it */
    static X509Certificate of(String chainPem, PrivateKey key, String trustedPem, String name) throws Exception {
        var chain = Pem.certificates(chainPem);
        try (var listening = (SSLServerSocket) server(chain, key)
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> {
                try (var accepted = listening.accept()) {
                    accepted.getOutputStream().write(1);
                } catch (IOException refusedByClient) {
                    // the client says why
                }
            });
            var plain = new Socket(InetAddress.getLoopbackAddress(), listening.getLocalPort());
            try (var socket = (SSLSocket)
                    client(trustedPem).getSocketFactory().createSocket(plain, name, listening.getLocalPort(), true)) {
                var parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.setSoTimeout(10_000);
                if (socket.getInputStream().read() != 1) throw new IOException("nothing came");
                return (X509Certificate) socket.getSession().getPeerCertificates()[0];
            }
        }
    }

    private static SSLContext server(List<X509Certificate> chain, PrivateKey key)
            throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NONE);
        store.setKeyEntry("node", key, NONE, chain.toArray(Certificate[]::new));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NONE);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static SSLContext client(String trustedPem) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NONE);
        var number = 0;
        for (var certificate : Pem.certificates(trustedPem)) store.setCertificateEntry("ca" + number++, certificate);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
