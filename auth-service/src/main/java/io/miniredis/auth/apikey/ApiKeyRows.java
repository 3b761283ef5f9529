package io.miniredis.auth.apikey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

interface ApiKeyRows extends Repository<ApiKey, String> {

    void save(ApiKey key);

    Optional<ApiKey> findByKeyHash(String keyHash);

    /** Newest first, those below the given id. */
    @Query("""
            select k from ApiKey k
            where k.organizationId = :organizationId and k.revokedAt is null and k.id < :before
            order by k.id desc
            """)
    List<ApiKey> page(String organizationId, String before, Limit limit);

    @Transactional
    @Modifying
    @Query("""
            update ApiKey k set k.revokedAt = :now
            where k.id = :id and k.organizationId = :organizationId and k.revokedAt is null
            """)
    int revoke(String id, String organizationId, Instant now);

    @Transactional
    @Modifying
    @Query("update ApiKey k set k.lastUsedAt = :now where k.id = :id and (k.lastUsedAt is null or k.lastUsedAt < :now)")
    int touch(String id, Instant now);
}
