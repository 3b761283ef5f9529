package io.miniredis.auth.twofactor;

import java.time.Instant;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Each change is one statement that says what it expects, so that of two replicas one has its way. */
interface TwoFactorRows extends Repository<TwoFactor, String> {

    Optional<TwoFactor> findByUserId(String userId);

    @Query("select count(t) > 0 from TwoFactor t where t.userId = :userId and t.confirmedAt is not null")
    boolean isOn(String userId);

    /** Puts a secret in place of one that was not confirmed; changes nothing where one was. */
    @Transactional
    @Modifying
    @NativeQuery("""
            insert into two_factor (user_id, sealed_secret, last_step, created_at) values (:userId, :sealedSecret, 0, :now)
            on conflict (user_id) do update set sealed_secret = excluded.sealed_secret, created_at = excluded.created_at
            where two_factor.confirmed_at is null
            """)
    int begin(String userId, String sealedSecret, Instant now);

    @Transactional
    @Modifying
    @Query("""
            update TwoFactor t set t.confirmedAt = :now, t.lastStep = :step
            where t.userId = :userId and t.sealedSecret = :sealedSecret and t.confirmedAt is null
            """)
    int confirm(String userId, String sealedSecret, long step, Instant now);

    /** Uses a step up; 0 where it, or a later one, was used already. */
    @Transactional
    @Modifying
    @Query("""
            update TwoFactor t set t.lastStep = :step
            where t.userId = :userId and t.sealedSecret = :sealedSecret and t.confirmedAt is not null and t.lastStep < :step
            """)
    int use(String userId, String sealedSecret, long step);

    /** Holds the row until the transaction ends; empty where the second factor is off. */
    @NativeQuery("select user_id from two_factor where user_id = :userId and confirmed_at is not null for update")
    Optional<String> lock(String userId);

    /** Its recovery codes go with it. */
    @Transactional
    @Modifying
    @Query("delete from TwoFactor t where t.userId = :userId and t.confirmedAt is not null")
    int disable(String userId);

    @Transactional
    @Modifying
    @Query("delete from TwoFactor t where t.userId = :userId")
    void remove(String userId);
}
