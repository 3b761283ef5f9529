package io.miniredis.auth.passkey;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;

/** What a browser answers when a passkey is used: {@code AuthenticationResponseJSON} of W3C's Web Authentication. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PasskeyAnswer(
        @NotNull(message = "is missing") @Base64Url(max = Base64Url.ID)
        String id,

        @NotNull(message = "is missing") @Valid Response response) {

    /** The signed parts. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Response(
            @NotNull(message = "is missing") @Base64Url String clientDataJSON,

            @NotNull(message = "is missing") @Base64Url String authenticatorData,

            @NotNull(message = "is missing") @Base64Url String signature,

            @Base64Url(max = Base64Url.ID) @Nullable String userHandle) {}

    PublicKeyCredential<AuthenticatorAssertionResponse> credential() {
        var signed = AuthenticatorAssertionResponse.builder()
                .clientDataJSON(Bytes.fromBase64(response.clientDataJSON()))
                .authenticatorData(Bytes.fromBase64(response.authenticatorData()))
                .signature(Bytes.fromBase64(response.signature()));
        if (response.userHandle() != null) signed.userHandle(Bytes.fromBase64(response.userHandle()));
        return PublicKeyCredential.<AuthenticatorAssertionResponse>builder()
                .id(id)
                .rawId(Bytes.fromBase64(id))
                .type(PublicKeyCredentialType.PUBLIC_KEY)
                .response(signed.build())
                .build();
    }
}
