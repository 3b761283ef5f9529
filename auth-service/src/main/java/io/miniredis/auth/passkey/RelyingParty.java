package io.miniredis.auth.passkey;

import com.webauthn4j.util.exception.WebAuthnException;
import io.miniredis.auth.mail.Links;
import io.miniredis.auth.user.User;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.security.web.webauthn.api.AttestationConveyancePreference;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialDescriptor;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialParameters;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What we ask of authenticators, and whether their answers are right. Passkeys belong to the host of the dashboard's address
 * (MINIREDIS_PUBLIC_URL) and are believed from that very origin only. The device must have asked for its owner's finger, face or PIN, so
 * that a passkey is two factors by itself.
 */
@Component
class RelyingParty {

    private static final List<PublicKeyCredentialParameters> ALGORITHMS = List.of(
            PublicKeyCredentialParameters.EdDSA,
            PublicKeyCredentialParameters.ES256,
            PublicKeyCredentialParameters.RS256);

    private final PublicKeyCredentialRpEntity us;
    private final Webauthn4JRelyingPartyOperations operations;
    private final JsonMapper json =
            JsonMapper.builder().addModule(new WebauthnJacksonModule()).build();

    RelyingParty(Links links, PasskeyRecords records, PasskeyOwners owners) {
        us = PublicKeyCredentialRpEntity.builder()
                .id(hostOf(links.dashboard()))
                .name("MiniRedis")
                .build();
        operations = new Webauthn4JRelyingPartyOperations(owners, records, us, Set.of(originOf(links.dashboard())));
    }

    private static String hostOf(URI dashboard) {
        return dashboard.getHost().toLowerCase(Locale.ROOT);
    }

    /** As browsers write it: in lower case, without a port that goes without saying. */
    static String originOf(URI dashboard) {
        var usual =
                dashboard.getPort() < 0 || dashboard.getPort() == ("https".equals(dashboard.getScheme()) ? 443 : 80);
        return dashboard.getScheme() + "://" + hostOf(dashboard) + (usual ? "" : ":" + dashboard.getPort());
    }

    JsonNode optionsToAdd(User user, List<Passkey> known, Bytes challenge) {
        return json.valueToTree(creation(user, known, challenge));
    }

    JsonNode optionsToLogIn(Bytes challenge) {
        return json.valueToTree(request(challenge));
    }

    private PublicKeyCredentialCreationOptions creation(User user, List<Passkey> known, Bytes challenge) {
        return PublicKeyCredentialCreationOptions.builder()
                .rp(us)
                .user(PasskeyOwners.entity(user))
                .challenge(challenge)
                .pubKeyCredParams(ALGORITHMS)
                .timeout(Ceremonies.KEPT)
                .attestation(AttestationConveyancePreference.NONE)
                .excludeCredentials(known.stream().map(RelyingParty::descriptor).toList())
                .authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                        .residentKey(ResidentKeyRequirement.REQUIRED)
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .build())
                .build();
    }

    private static PublicKeyCredentialDescriptor descriptor(Passkey passkey) {
        return PublicKeyCredentialDescriptor.builder()
                .type(PublicKeyCredentialType.PUBLIC_KEY)
                .id(passkey.credentialId())
                .transports(passkey.transports())
                .build();
    }

    /** Without names: the person picks one of their passkeys, and nobody learns who has an account. */
    private PublicKeyCredentialRequestOptions request(Bytes challenge) {
        return PublicKeyCredentialRequestOptions.builder()
                .challenge(challenge)
                .rpId(us.getId())
                .timeout(Ceremonies.KEPT)
                .allowCredentials(List.of())
                .userVerification(UserVerificationRequirement.REQUIRED)
                .build();
    }

    /**
     * Checks the answer and keeps the new passkey.
     *
     * @throws PasskeyException.Unfit
     */
    CredentialRecord register(User user, Bytes challenge, NewPasskey wish) {
        try {
            return operations.registerCredential(new ImmutableRelyingPartyRegistrationRequest(
                    creation(user, List.of(), challenge),
                    new RelyingPartyPublicKey(wish.answer(), wish.name().strip())));
        } catch (WebAuthnException | JacksonException | IllegalArgumentException unfit) {
            throw new PasskeyException.Unfit();
        }
    }

    /**
     * Checks the answer and notes that the passkey was used.
     *
     * @return whose it is
     * @throws PasskeyException.Refused
     */
    String authenticate(Bytes challenge, PasskeyAnswer answer) {
        try {
            var owner = operations.authenticate(
                    new RelyingPartyAuthenticationRequest(request(challenge), answer.credential()));
            return Passkey.userIdOf(owner.getId());
        } catch (WebAuthnException | JacksonException | IllegalArgumentException wrong) {
            throw new PasskeyException.Refused();
        }
    }
}
