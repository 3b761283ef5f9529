package io.miniredis.auth.provider;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface IdentityRows extends JpaRepository<Identity, Identity.Key> {

    @Query("select i.userId from Identity i where i.key.issuer = :issuer and i.key.subject = :subject")
    Optional<String> findUser(String issuer, String subject);
}
