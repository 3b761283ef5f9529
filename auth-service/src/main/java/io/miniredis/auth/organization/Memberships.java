package io.miniredis.auth.organization;

import io.miniredis.kit.token.Role;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface Memberships extends Repository<Membership, Membership.Key> {

    void save(Membership membership);

    @Query("""
            select new io.miniredis.auth.organization.Member(o.id, o.name, m.role)
            from Membership m join Organization o on o.id = m.key.organizationId
            where m.key.userId = :userId
            order by m.createdAt, o.id
            """)
    List<Member> findByUser(String userId);

    @Query("select m.role from Membership m where m.key.organizationId = :organizationId and m.key.userId = :userId")
    Optional<Role> findRole(String organizationId, String userId);
}
