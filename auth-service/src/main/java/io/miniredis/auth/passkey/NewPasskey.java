package io.miniredis.auth.passkey;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;

/**
 * The body that adds a passkey.
 *
 * @param name what its owner calls it, such as the device that keeps it
 * @param ceremony of the options
 * @param credential what the browser answered
 */
record NewPasskey(
        @NotBlank(message = "is missing")
        @Size(max = 60, message = "must have at most {max} characters")
        @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*", message = "must not hold control characters")
        String name,

        @NotNull(message = "is missing") @Size(max = 1000, message = "must have at most {max} characters")
        String ceremony,

        @NotNull(message = "is missing") @Valid Credential credential) {

    /** {@code RegistrationResponseJSON} of W3C's Web Authentication. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Credential(
            @NotNull(message = "is missing") @Base64Url(max = Base64Url.ID)
            String id,

            @NotNull(message = "is missing") @Valid Response response) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Response(
            @NotNull(message = "is missing") @Base64Url String clientDataJSON,

            @NotNull(message = "is missing") @Base64Url String attestationObject,

            @Size(max = 10, message = "must have at most {max} items") @Nullable
            List<@NotNull @Pattern(regexp = "[a-z-]{1,20}", message = "must be a transport") String> transports) {}

    /** @throws PasskeyException.Unfit when it looks like base64url but is not */
    byte[] credentialId() {
        try {
            return Bytes.fromBase64(credential.id()).getBytes();
        } catch (IllegalArgumentException cutOff) {
            throw new PasskeyException.Unfit();
        }
    }

    /** @throws IllegalArgumentException as above */
    PublicKeyCredential<AuthenticatorAttestationResponse> answer() {
        var transports = credential.response().transports();
        var known = transports == null
                ? List.<AuthenticatorTransport>of()
                : transports.stream().map(AuthenticatorTransport::valueOf).toList();
        return PublicKeyCredential.<AuthenticatorAttestationResponse>builder()
                .id(credential.id())
                .rawId(Bytes.fromBase64(credential.id()))
                .type(PublicKeyCredentialType.PUBLIC_KEY)
                .response(AuthenticatorAttestationResponse.builder()
                        .clientDataJSON(Bytes.fromBase64(credential.response().clientDataJSON()))
                        .attestationObject(
                                Bytes.fromBase64(credential.response().attestationObject()))
                        .transports(known)
                        .build())
                .build();
    }
}
