package io.miniredis.auth.organization;

import java.util.Optional;
import org.springframework.data.repository.Repository;

interface OrganizationRows extends Repository<Organization, String> {

    void save(Organization organization);

    Optional<Organization> findById(String id);
}
