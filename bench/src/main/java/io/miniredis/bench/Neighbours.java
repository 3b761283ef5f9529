package io.miniredis.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands in for auth-service and backend, where a node-manager is measured alone: signs tokens and takes reports, at next to no cost.
 */
final class Neighbours implements AutoCloseable {

    private static final JsonMapper json = JsonMapper.shared();
    private static final int KEY_BITS = 2048;
    private static final long LIFETIME_SECONDS = 3600;

    private final KeyPair key;
    private final HttpServer server;

    Neighbours() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            key = generator.generateKeyPair();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (GeneralSecurityException exception) {
            throw new IllegalStateException(exception);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/oauth2/jwks", it -> answer(it, Map.of("keys", List.of(publicKey()))));
        server.createContext(
                "/oauth2/token",
                it -> answer(
                        it,
                        Map.of(
                                "access_token",
                                token("hosts"),
                                "token_type",
                                "Bearer",
                                "expires_in",
                                LIFETIME_SECONDS)));
        server.createContext("/internal/hosts/", it -> answer(it, Map.of()));
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A service's token with this scope. */
    String token(String scope) {
        var now = Instant.now().getEpochSecond();
        var signed = part(Map.of("alg", "RS256", "kid", "bench"))
                + "."
                + part(Map.of(
                        "iss",
                        "https://auth.miniredis.internal",
                        "sub",
                        "bench",
                        "iat",
                        now,
                        "exp",
                        now + LIFETIME_SECONDS,
                        "scope",
                        List.of(scope)));
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private Map<String, String> publicKey() {
        var rsa = (RSAPublicKey) key.getPublic();
        return Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                "bench",
                "n",
                base64(unsigned(rsa.getModulus())),
                "e",
                base64(unsigned(rsa.getPublicExponent())));
    }

    private static byte[] unsigned(BigInteger number) {
        var bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String part(Map<String, ?> fields) {
        return base64(json.writeValueAsBytes(fields));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void answer(HttpExchange exchange, Map<String, ?> body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var bytes = json.writeValueAsBytes(body);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
