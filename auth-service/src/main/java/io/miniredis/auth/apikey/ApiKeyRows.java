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

    /** What a user made, what those keys made, and so on. */
    @Transactional
    @Modifying
    @Query(value = """
            with recursive made (id) as (
                select id from api_key where created_by = :creator
                union
                select k.id from api_key k join made on k.created_by = made.id)
            update api_key set revoked_at = :now where revoked_at is null and id in (select id from made)
            """, nativeQuery = true)
    int revokeAllOf(String creator, Instant now);

    @Transactional
    @Modifying
    @Query("update ApiKey k set k.lastUsedAt = :now where k.id = :id and (k.lastUsedAt is null or k.lastUsedAt < :now)")
    int touch(String id, Instant now);
}
