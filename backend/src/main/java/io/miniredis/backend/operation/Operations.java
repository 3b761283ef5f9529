package io.miniredis.backend.operation;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All operations, open and finished. */
public interface Operations extends Repository<Operation, String> {

    Operation save(Operation operation);

    Operation saveAndFlush(Operation operation);

    Optional<Operation> findById(String id);

    Optional<Operation> findByIdAndOrganizationId(String id, String organizationId);

    Optional<Operation> findByOrganizationIdAndIdempotencyKey(String organizationId, String key);

    @Query("from Operation where databaseId = :databaseId and finishedAt is null")
    Optional<Operation> findOpen(String databaseId);

    @Query("from Operation where databaseId in :databaseIds and finishedAt is null")
    List<Operation> findOpen(Collection<String> databaseIds);

    @Query("select id from Operation where finishedAt is null")
    List<String> findOpenIds();

    /** Newest first, those that are older than {@code before}. */
    @Query("""
            from Operation where organizationId = :organizationId and id < :before
                and (:databaseId is null or databaseId = :databaseId)
            order by id desc
            """)
    List<Operation> findPage(String organizationId, @Nullable String databaseId, String before, Limit limit);

    /** The same, of these databases only. */
    @Query("""
            from Operation where organizationId = :organizationId and id < :before and databaseId in :among
                and (:databaseId is null or databaseId = :databaseId)
            order by id desc
            """)
    List<Operation> findPage(
            String organizationId, Collection<String> among, @Nullable String databaseId, String before, Limit limit);

    /** The same, of every organization. */
    @Query("from Operation where id < :before order by id desc")
    List<Operation> findPage(String before, Limit limit);
}
