package io.miniredis.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.kit.secret.Resealing;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SealedColumnsIntegrationTests extends BackendTest {

    @Autowired
    Resealing resealing;

    /** So that none is forgotten when a key of the house is taken away. */
    @Test
    void everySealedColumnIsSealedAnewWhenTheKeyChanges() {
        var sealed = jdbc.queryForList("""
                select table_name || '.' || column_name from information_schema.columns
                where table_schema = 'public' and column_name like 'sealed%'
                """, String.class);
        assertThat(sealed).isNotEmpty();
        assertThat(resealing.places()).containsExactlyInAnyOrderElementsOf(sealed);
    }
}
