package io.miniredis.auth.signing;

import java.util.List;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface SigningKeyRows extends Repository<SigningKey, String> {

    void save(SigningKey key);

    void delete(SigningKey key);

    List<SigningKey> findAllByOrderBySignsFromDescKidDesc();

    /**
     * Lets one replica at a time look for keys and make them, until its transaction ends.
     *
     * @param lock any number that nothing else in this database locks
     */
    @Query(value = "select 1 from (select pg_advisory_xact_lock(:lock)) as locked", nativeQuery = true)
    int lock(long lock);
}
