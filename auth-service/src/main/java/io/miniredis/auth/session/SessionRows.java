package io.miniredis.auth.session;

import java.time.Instant;
import java.util.List;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

interface SessionRows extends Repository<Session, String> {

    void save(Session session);

    @Query(
            "select s from Session s where s.userId = :userId and s.expiresAt > :now order by s.lastUsedAt desc, s.id desc")
    List<Session> findLive(String userId, Instant now);

    @Transactional
    @Modifying
    @Query("delete from Session s where s.tokenHash = :tokenHash")
    int endByTokenHash(String tokenHash);

    @Transactional
    @Modifying
    @Query("delete from Session s where s.id = :id and s.userId = :userId")
    int end(String id, String userId);

    @Transactional
    @Modifying
    @Query("delete from Session s where s.userId = :userId")
    int endAll(String userId);

    @Transactional
    @Modifying
    @Query("delete from Session s where s.userId = :userId and s.id <> :kept")
    int endOthers(String userId, String kept);

    @Transactional
    @Modifying
    @Query("""
            update Session s set s.lastUsedAt = :now, s.expiresAt = :expiresAt
            where s.id = :id and s.lastUsedAt < :now
            """)
    int touch(String id, Instant now, Instant expiresAt);

    @Transactional
    @Modifying
    @Query("delete from Session s where s.userId = :userId and s.expiresAt <= :now")
    int removeExpired(String userId, Instant now);

    @Query("select count(s) from Session s where s.id = :id and s.userId = :userId and s.expiresAt > :now")
    long countLive(String id, String userId, Instant now);

    @Transactional
    @Modifying
    @Query("update Session s set s.organizationId = :to where s.id = :id and s.organizationId = :from")
    int move(String id, String from, String to);

    @Transactional
    @Modifying
    @Query("""
            update Session s set s.organizationId = :organizationId, s.tokenHash = :tokenHash
            where s.id = :id and s.userId = :userId and s.expiresAt > :now
            """)
    int switchTo(String id, String userId, String organizationId, String tokenHash, Instant now);
}
