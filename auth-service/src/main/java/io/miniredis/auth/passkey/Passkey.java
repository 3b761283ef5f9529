package io.miniredis.auth.passkey;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;

/** One passkey of a person. Nothing in it is secret: the private key never leaves the device. */
@Entity
class Passkey {

    @Id
    private String id;

    private String userId;
    private String name;
    private byte[] credentialId;
    private byte[] publicKey;
    private byte[] attestation;
    private String transports;
    private long signatureCount;
    private boolean userVerified;
    private boolean backupEligible;
    private boolean backedUp;
    private Instant createdAt;
    private @Nullable Instant lastUsedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    protected Passkey() {}

    Passkey(String id, CredentialRecord record, Instant now) {
        this.id = id;
        this.userId = userIdOf(record.getUserEntityUserId());
        this.name = record.getLabel();
        this.credentialId = record.getCredentialId().getBytes();
        this.publicKey = record.getPublicKey().getBytes();
        this.attestation = Objects.requireNonNull(record.getAttestationObject()).getBytes();
        this.transports = record.getTransports().stream()
                .map(AuthenticatorTransport::getValue)
                .sorted()
                .collect(Collectors.joining(","));
        this.signatureCount = record.getSignatureCount();
        this.userVerified = record.isUvInitialized();
        this.backupEligible = record.isBackupEligible();
        this.backedUp = record.isBackupState();
        this.createdAt = now;
    }

    /** What authenticators call a user: the user's id. */
    static Bytes handleOf(String userId) {
        return new Bytes(userId.getBytes(StandardCharsets.UTF_8));
    }

    static String userIdOf(Bytes handle) {
        return new String(handle.getBytes(), StandardCharsets.UTF_8);
    }

    String id() {
        return id;
    }

    String userId() {
        return userId;
    }

    String name() {
        return name;
    }

    Instant createdAt() {
        return createdAt;
    }

    @Nullable
    Instant lastUsedAt() {
        return lastUsedAt;
    }

    /** Whether it is on more than one device, as its keeper says. */
    boolean isBackedUp() {
        return backedUp;
    }

    Bytes credentialId() {
        return new Bytes(credentialId);
    }

    Set<AuthenticatorTransport> transports() {
        return Arrays.stream(transports.split(","))
                .filter(it -> !it.isEmpty())
                .map(AuthenticatorTransport::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** As the library that checks signatures wants it. */
    CredentialRecord record() {
        return ImmutableCredentialRecord.builder()
                .credentialType(PublicKeyCredentialType.PUBLIC_KEY)
                .credentialId(credentialId())
                .userEntityUserId(handleOf(userId))
                .publicKey(new ImmutablePublicKeyCose(publicKey))
                .attestationObject(new Bytes(attestation))
                .transports(transports())
                .signatureCount(signatureCount)
                .uvInitialized(userVerified)
                .backupEligible(backupEligible)
                .backupState(backedUp)
                .created(createdAt)
                .lastUsed(lastUsedAt == null ? createdAt : lastUsedAt)
                .label(name)
                .build();
    }

    /** It was used: its counter only grows, where it has one. */
    void used(CredentialRecord after, Instant now) {
        signatureCount = after.getSignatureCount();
        backedUp = after.isBackupState();
        lastUsedAt = now;
    }
}
