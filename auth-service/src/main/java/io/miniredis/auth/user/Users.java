package io.miniredis.auth.user;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

public interface Users extends JpaRepository<User, String> {

    /** By e-mail in any case, as the unique index compares it. */
    @Query("select u from User u where lower(u.email) = lower(:email)")
    Optional<User> findByEmail(String email);

    /** Makes others who change this user wait until the caller's transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select u from User u where u.id = :id")
    Optional<User> findLocked(String id);

    /** @return 0 when it was verified already */
    @Transactional
    @Modifying(clearAutomatically = true)
    @Query("update User u set u.emailVerifiedAt = :now where u.id = :id and u.emailVerifiedAt is null")
    int verifyEmail(String id, Instant now);

    @Transactional
    @Modifying(clearAutomatically = true)
    @Query("update User u set u.passwordHash = :hash where u.id = :id")
    int replacePassword(String id, String hash);
}
