package io.miniredis.auth.passkey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

interface PasskeyRows extends Repository<Passkey, String> {

    void save(Passkey passkey);

    Optional<Passkey> findByCredentialId(byte[] credentialId);

    Optional<Passkey> findByIdAndUserId(String id, String userId);

    @Query("select p from Passkey p where p.userId = :userId order by p.createdAt, p.id")
    List<Passkey> of(String userId);

    @Transactional
    @Modifying
    @Query("delete from Passkey p where p.id = :id and p.userId = :userId")
    int remove(String id, String userId);

    @Transactional
    @Modifying
    @Query("delete from Passkey p where p.userId = :userId")
    void removeAll(String userId);

    /** Uses a challenge up; 0 where it was used already, on whichever replica. */
    @Transactional
    @Modifying
    @NativeQuery("insert into passkey_challenge (challenge, until) values (:challenge, :until) on conflict do nothing")
    int useUp(byte[] challenge, Instant until);

    @Transactional
    @Modifying
    @NativeQuery("delete from passkey_challenge where until < :now")
    void forgetChallenges(Instant now);
}
