package io.miniredis.auth.passkey;

import io.miniredis.auth.user.User;
import io.miniredis.auth.user.Users;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.stereotype.Component;

/** Our users, as the library looks for them. */
@Component
class PasskeyOwners implements PublicKeyCredentialUserEntityRepository {

    private final Users users;

    PasskeyOwners(Users users) {
        this.users = users;
    }

    static PublicKeyCredentialUserEntity entity(User user) {
        return ImmutablePublicKeyCredentialUserEntity.builder()
                .id(Passkey.handleOf(user.id()))
                .name(user.email())
                .displayName(user.email())
                .build();
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findById(Bytes id) {
        return users.findById(Passkey.userIdOf(id)).map(PasskeyOwners::entity).orElse(null);
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findByUsername(String email) {
        return users.findByEmail(email).map(PasskeyOwners::entity).orElse(null);
    }

    /** Users are made by signing up. */
    @Override
    public void save(PublicKeyCredentialUserEntity entity) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(Bytes id) {
        throw new UnsupportedOperationException();
    }
}
