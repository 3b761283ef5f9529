package io.miniredis.kit.token;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * How far a credential reaches below its role.
 *
 * @param access what it may do; null where the role alone decides
 * @param databases the only databases ({@code db_…}) that exist for it; null for all of the organization
 */
public record Scope(@Nullable Set<Access> access, @Nullable Set<String> databases) {

    /** The claims of a narrowed key's token; left out where nothing is narrowed. */
    public static final String ACCESS = "acc";

    public static final String DATABASES = "dbs";

    /** A person, or a key that was not narrowed. */
    public static final Scope WHOLE = new Scope(null, null);

    static Scope of(Jwt token) {
        var access = token.getClaimAsStringList(ACCESS);
        var databases = token.getClaimAsStringList(DATABASES);
        if (access == null && databases == null) return WHOLE;
        return new Scope(access == null ? null : access(access), databases == null ? null : Set.copyOf(databases));
    }

    private static Set<Access> access(List<String> words) {
        return words.stream()
                .map(it -> Access.valueOf(it.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }

    boolean includes(Right right) {
        if (databases != null && right.reach() != Right.Reach.DATABASE) return false;
        return access == null || access.stream().anyMatch(it -> it.includes(right));
    }

    boolean reaches(String databaseId) {
        return databases == null || databases.contains(databaseId);
    }
}
