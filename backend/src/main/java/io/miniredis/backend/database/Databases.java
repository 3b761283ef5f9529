package io.miniredis.backend.database;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All databases. Deleted ones stay for a while and are seen only where a query says so. */
public interface Databases extends Repository<Database, String> {

    Database save(Database database);

    /** Deleted or not. */
    @Query("from Database d join fetch d.nodes where d.id = :id")
    Optional<Database> findById(String id);

    @Query(
            "from Database d join fetch d.nodes where d.id = :id and d.organizationId = :organizationId and d.deletedAt is null")
    Optional<Database> findOf(String organizationId, String id);

    /** Newest first, those that are older than {@code before}. */
    @Query("""
            select d.id from Database d
            where d.organizationId = :organizationId and d.deletedAt is null and d.id < :before order by d.id desc
            """)
    List<String> findIds(String organizationId, String before, Limit limit);

    /** The same, of these only. */
    @Query("""
            select d.id from Database d
            where d.organizationId = :organizationId and d.deletedAt is null and d.id < :before and d.id in :among order by d.id desc
            """)
    List<String> findIds(String organizationId, Collection<String> among, String before, Limit limit);

    /** The same, of every organization. */
    @Query("select d.id from Database d where d.deletedAt is null and d.id < :before order by d.id desc")
    List<String> findIds(String before, Limit limit);

    @Query("from Database d join fetch d.nodes where d.id in :ids order by d.id desc")
    List<Database> findAllById(Collection<String> ids);

    @Query(
            "select count(d) > 0 from Database d where d.organizationId = :organizationId and d.name = :name and d.deletedAt is null")
    boolean existsByName(String organizationId, String name);

    @Query(
            "select count(d) from Database d where d.organizationId = :organizationId and d.planId = :planId and d.deletedAt is null")
    int countOf(String organizationId, String planId);

    @Query("select count(d) from Database d where d.organizationId = :organizationId and d.deletedAt is null")
    int countOf(String organizationId);

    /** What each organization has, sorted backwards, those before {@code before}. */
    @Query("""
            select new io.miniredis.backend.database.OrganizationUsage(d.organizationId, count(d), sum(d.memoryBytes))
            from Database d where d.deletedAt is null and d.organizationId < :before
            group by d.organizationId order by d.organizationId desc
            """)
    List<OrganizationUsage> usage(String before, Limit limit);

    /** Deleted or not; nobody else writes it or its nodes until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("from Database d join fetch d.nodes where d.id = :id")
    Optional<Database> lock(String id);

    /** Those with a node in this list, deleted or not; locked, because reports and answers may arrive at the same time. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("from Database d join fetch d.nodes where d.id in (select n.database.id from Node n where n.id in :nodeIds)")
    List<Database> findByNodeIds(Collection<String> nodeIds);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query(
            "from Database d join fetch d.nodes where d.deletedAt is null and d.id in (select n.database.id from Node n where n.hostId = :hostId)")
    List<Database> findOnHost(String hostId);

    @Query("from Database d join fetch d.nodes where d.deletedAt is null and d.desired = Desired.RUNNING order by d.id")
    List<Database> findWished();

    /** The host that a node lives on; empty when there is none, or its database is deleted. */
    @Query("select n.hostId from Node n where n.id = :nodeId and n.hostId is not null and n.database.deletedAt is null")
    Optional<String> findHostOf(String nodeId);

    /** What is promised on each host that has a node. */
    @Query("""
            select new io.miniredis.backend.database.HostLoad(n.hostId, count(n), sum(d.memoryBytes))
            from Node n join n.database d where d.deletedAt is null and n.hostId is not null group by n.hostId
            """)
    List<HostLoad> loads();

    @Query("select d.id from Database d where d.deletedAt is null and d.previousPasswordUntil < :now")
    List<String> findWithEndedPassword(Instant now);

    /** One creation of an organization at a time, so that quota and name are checked against what is there. */
    @Query(value = "select pg_advisory_xact_lock(hashtextextended(:organizationId, 0))", nativeQuery = true)
    Object lockOrganization(String organizationId);

    /** Removes what was deleted before {@code then}, with its history. */
    @Modifying
    @Query(value = """
                    with gone as (select id from database where deleted_at < :then),
                        operations as (delete from operation where database_id in (select id from gone)),
                        nodes as (delete from node where database_id in (select id from gone))
                    delete from database where id in (select id from gone)
                    """, nativeQuery = true)
    int purge(Instant then);
}
