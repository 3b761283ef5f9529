package io.miniredis.backend.host;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** All hosts that ever registered. */
public interface Hosts extends Repository<Host, String> {

    Optional<Host> findById(String id);

    List<Host> findAll();
}
