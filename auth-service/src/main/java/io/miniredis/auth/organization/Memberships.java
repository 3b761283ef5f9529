package io.miniredis.auth.organization;

import io.miniredis.kit.token.Role;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface Memberships extends Repository<Membership, Membership.Key> {

    void save(Membership membership);

    void delete(Membership membership);

    Optional<Membership> findById(Membership.Key key);

    @Query("""
            select new io.miniredis.auth.organization.Member(o.id, o.name, m.role)
            from Membership m join Organization o on o.id = m.key.organizationId
            where m.key.userId = :userId
            order by m.createdAt, o.id
            """)
    List<Member> findByUser(String userId);

    @Query("""
            select new io.miniredis.auth.organization.OrganizationMember(u.id, u.email, m.role, m.createdAt)
            from Membership m join User u on u.id = m.key.userId
            where m.key.organizationId = :organizationId
            order by m.createdAt, u.id
            """)
    List<OrganizationMember> findByOrganization(String organizationId);

    @Query("""
            select new io.miniredis.auth.organization.OrganizationMember(u.id, u.email, m.role, m.createdAt)
            from Membership m join User u on u.id = m.key.userId
            where m.key.organizationId = :organizationId and lower(u.email) = lower(:email)
            """)
    Optional<OrganizationMember> findByEmail(String organizationId, String email);

    @Query("select m.role from Membership m where m.key.organizationId = :organizationId and m.key.userId = :userId")
    Optional<Role> findRole(String organizationId, String userId);

    @Query("select count(m) from Membership m where m.key.organizationId = :organizationId and m.role = :role")
    long countByRole(String organizationId, Role role);

    @Query("select count(m) from Membership m where m.key.userId = :userId and m.role = :role")
    long countByUserAndRole(String userId, Role role);
}
