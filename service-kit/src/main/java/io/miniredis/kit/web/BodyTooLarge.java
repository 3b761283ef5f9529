package io.miniredis.kit.web;

import java.io.IOException;

/** A request's body went past the limit. Answered with 413. */
public final class BodyTooLarge extends IOException {

    BodyTooLarge(long limit) {
        super("The body is larger than %d KiB.".formatted(limit / 1024));
    }
}
