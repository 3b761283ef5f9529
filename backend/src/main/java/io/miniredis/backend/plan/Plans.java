package io.miniredis.backend.plan;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** All plans. */
public interface Plans extends Repository<Plan, String> {

    /** Smallest first. */
    List<Plan> findAllByOrderByPosition();

    Optional<Plan> findById(String id);
}
