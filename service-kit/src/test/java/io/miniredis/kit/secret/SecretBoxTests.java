package io.miniredis.kit.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class SecretBoxTests {

    private static final String OLD = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String NEW = Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes());

    @Test
    void openWhenSealedReturnsTheSecret() {
        var box = new SecretBox(OLD);
        var sealed = box.seal("hunter2", "db_1");
        assertThat(sealed).startsWith("k1.").doesNotContain("hunter2");
        assertThat(box.open(sealed, "db_1")).isEqualTo("hunter2");
        assertThat(box.seal("hunter2", "db_1")).isNotEqualTo(sealed);
    }

    @Test
    void openWhenKeyWasRotatedStillOpensWhatTheOldOneSealed() {
        var sealed = new SecretBox("k1:" + OLD).seal("hunter2", "db_1");
        var rotated = new SecretBox("k2:" + NEW + ",k1:" + OLD);
        assertThat(rotated.open(sealed, "db_1")).isEqualTo("hunter2");
        assertThat(rotated.seal("hunter2", "db_1")).startsWith("k2.");
    }

    @Test
    void openWhenMovedToAnotherRowRefuses() {
        var box = new SecretBox(OLD);
        var sealed = box.seal("hunter2", "db_1");
        assertThatThrownBy(() -> box.open(sealed, "db_2")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void newWhenKeyIsShortSaysHowToMakeOne() {
        assertThatThrownBy(() -> new SecretBox("c2hvcnQ="))
                .hasMessageContaining("openssl rand -base64 32")
                .hasMessageNotContaining("c2hvcnQ");
    }
}
