package io.miniredis.kit.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.miniredis.kit.token.Caller;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Tokens of an owner that somebody made who knows the house's public key and not its private one. None may be believed anywhere. */
public final class ForgedTokens {

    private static final String ISSUER = "https://auth.miniredis.internal";

    private static final Map<JWSAlgorithm, JWSSigner> own = signers();

    private static final JWK ownPublic = newRsa().toPublicJWK();

    private ForgedTokens() {}

    private static Map<JWSAlgorithm, JWSSigner> signers() {
        try {
            return Map.of(
                    JWSAlgorithm.RS256,
                    new RSASSASigner(newRsa()),
                    JWSAlgorithm.ES256,
                    new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate()));
        } catch (JOSEException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static RSAKey newRsa() {
        try {
            return new RSAKeyGenerator(2048).keyID("own").generate();
        } catch (JOSEException exception) {
            throw new IllegalStateException(exception);
        }
    }

    /**
     * By what is wrong with them.
     *
     * @param house the public key, as the JWKS shows it
     */
    public static Map<String, String> all(JWK house) {
        try {
            var all = new LinkedHashMap<String, String>();
            unsigned(all, house);
            symmetric(all, house);
            keyTricks(all, house);
            return all;
        } catch (JOSEException exception) {
            throw new IllegalStateException(exception);
        }
    }

    /** What an owner's token says. */
    public static JWTClaimsSet.Builder claims() {
        var now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("usr_forged")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .claim(Caller.ORGANIZATION, "org_forged")
                .claim(Caller.ROLE, "owner")
                .claim(Caller.CREDENTIAL, "ses_forged");
    }

    private static void unsigned(Map<String, String> all, JWK house) throws JOSEException {
        var claims = claims().build();
        all.put("none", new PlainJWT(claims).serialize());
        for (var none : new String[] {"none", "None", "NONE", "nOnE"}) {
            var header = "{\"alg\":\"%s\",\"typ\":\"JWT\",\"kid\":\"%s\"}".formatted(none, house.getKeyID());
            all.put(none + " by hand", base64(header) + "." + base64(claims.toString()) + ".");
        }
        for (var algorithm : own.keySet()) {
            var parts = sign(new JWSHeader.Builder(algorithm).keyID(house.getKeyID()), signer(algorithm))
                    .split("\\.");
            all.put(algorithm + " with an empty signature", parts[0] + "." + parts[1] + ".");
            // an ECDSA signature of zeros was true for every key and text in some JDKs
            for (var length : new int[] {64, 256}) {
                var zeros = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[length]);
                all.put("%s with %d zeros".formatted(algorithm, length), parts[0] + "." + parts[1] + "." + zeros);
            }
        }
    }

    private static JWSSigner signer(JWSAlgorithm algorithm) {
        return Objects.requireNonNull(own.get(algorithm));
    }

    private static void symmetric(Map<String, String> all, JWK house) throws JOSEException {
        var der = ((AsymmetricJWK) house).toPublicKey().getEncoded();
        var pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";
        var secrets = Map.of(
                "DER",
                der,
                "PEM",
                pem.getBytes(StandardCharsets.US_ASCII),
                "number",
                number(house),
                "JWK",
                house.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                "zeros",
                new byte[32]);
        for (var algorithm : Set.of(JWSAlgorithm.HS256, JWSAlgorithm.HS384, JWSAlgorithm.HS512)) {
            for (var secret : secrets.entrySet()) {
                if (secret.getValue().length * 8 < 512 && algorithm != JWSAlgorithm.HS256) continue;
                all.put(
                        "%s with the public key as %s".formatted(algorithm, secret.getKey()),
                        sign(
                                new JWSHeader.Builder(algorithm).keyID(house.getKeyID()),
                                new MACSigner(secret.getValue())));
            }
        }
    }

    private static byte[] number(JWK house) {
        return house instanceof RSAKey rsa
                ? rsa.getModulus().decode()
                : house.toECKey().getX().decode();
    }

    private static void keyTricks(Map<String, String> all, JWK house) throws JOSEException {
        for (var algorithm : own.keySet()) {
            var header = new JWSHeader.Builder(algorithm).keyID(house.getKeyID());
            all.put("own key for %s under the house's id".formatted(algorithm), sign(header, signer(algorithm)));
        }
        var signer = signer(JWSAlgorithm.RS256);
        all.put("own key without an id", sign(header(), signer));
        all.put("own key brought along", sign(header().keyID(house.getKeyID()).jwk(ownPublic), signer));
        all.put(
                "own key to be fetched",
                sign(header().keyID("own").jwkURL(URI.create("http://127.0.0.1:1/jwks")), signer));
        all.put(
                "own certificate to be fetched",
                sign(header().keyID("own").x509CertURL(URI.create("http://127.0.0.1:1/x")), signer));
        for (var kid : new String[] {
            "",
            "../../../../dev/null",
            "/dev/null",
            "' or '1'='1",
            "x' union select 'secret",
            "\u0000",
            "*",
            "a".repeat(4000),
            "${jndi:x}"
        }) {
            all.put("kid " + kid.substring(0, Math.min(kid.length(), 30)), sign(header().keyID(kid), signer));
        }
        all.put(
                "critical header that nobody knows",
                sign(
                        header().keyID(house.getKeyID())
                                .criticalParams(Set.of("b64", "exp-free"))
                                .customParam("exp-free", true),
                        signer));
    }

    private static JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.RS256);
    }

    private static String sign(JWSHeader.Builder header, JWSSigner signer) throws JOSEException {
        var token = new SignedJWT(header.build(), claims().build());
        token.sign(signer);
        return token.serialize();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
