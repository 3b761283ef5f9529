package io.miniredis.auth.account;

import java.time.Instant;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

interface Users extends JpaRepository<User, String> {

    /** By e-mail in any case, as the unique index compares it. */
    @Query("select u from User u where lower(u.email) = lower(:email)")
    Optional<User> findByEmail(String email);

    @Transactional
    @Modifying
    @Query("update User u set u.emailVerifiedAt = :now where u.id = :id and u.emailVerifiedAt is null")
    int verify(String id, Instant now);
}
