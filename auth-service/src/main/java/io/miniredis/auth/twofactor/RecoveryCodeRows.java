package io.miniredis.auth.twofactor;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

interface RecoveryCodeRows extends Repository<RecoveryCode, RecoveryCode.Key> {

    void saveAll(Iterable<RecoveryCode> codes);

    @Query("select count(c) from RecoveryCode c where c.key.userId = :userId")
    int count(String userId);

    /** 0 where there is no such code, or somebody was faster. */
    @Transactional
    @Modifying
    @Query("delete from RecoveryCode c where c.key.userId = :userId and c.key.codeHash = :codeHash")
    int use(String userId, String codeHash);

    @Transactional
    @Modifying
    @Query("delete from RecoveryCode c where c.key.userId = :userId")
    void removeAll(String userId);
}
