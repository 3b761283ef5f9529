package io.miniredis.auth.signing;

import com.nimbusds.jose.jwk.KeyType;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/**
 * Signs with the key whose turn it is. The algorithm is that key's, whatever a header asks for: the framework asks for RS256, and the key
 * may be of either kind while one takes over from the other.
 */
final class TurnTakingEncoder implements JwtEncoder {

    private final SigningKeys keys;
    private final JwtEncoder encoder;

    TurnTakingEncoder(SigningKeys keys) {
        this.keys = keys;
        this.encoder = new NimbusJwtEncoder(keys);
    }

    @Override
    public Jwt encode(JwtEncoderParameters parameters) {
        var key = keys.signing();
        var algorithm = KeyType.EC.equals(key.getKeyType()) ? SignatureAlgorithm.ES256 : SignatureAlgorithm.RS256;
        var header = JwsHeader.with(algorithm).type("JWT").keyId(key.getKeyID()).build();
        return encoder.encode(JwtEncoderParameters.from(header, parameters.getClaims()));
    }
}
