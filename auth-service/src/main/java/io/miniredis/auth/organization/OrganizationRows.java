package io.miniredis.auth.organization;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface OrganizationRows extends Repository<Organization, String> {

    void save(Organization organization);

    void delete(Organization organization);

    Optional<Organization> findById(String id);

    /** Until the transaction ends, nobody else changes who is in it and as what. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select o from Organization o where o.id = :id")
    Optional<Organization> lock(String id);

    /** Until the transaction ends, nobody changes who is in it and as what. */
    @Lock(LockModeType.PESSIMISTIC_READ)
    @Query("select o from Organization o where o.id = :id")
    Optional<Organization> hold(String id);

    /** Lets one transaction at a time count a user's organizations and add to them. */
    @Query(value = "select 1 from app_user where id = :userId for update", nativeQuery = true)
    Optional<Integer> lockUser(String userId);

    /** For the record, which names people by their addresses. */
    @Query(value = "select email from app_user where id = :userId", nativeQuery = true)
    Optional<String> emailOf(String userId);
}
