package io.miniredis.e2e;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** What one Java library does as applications do it, against one empty database. */
interface Journeys extends AutoCloseable {

    Stream<DynamicTest> all();

    @Override
    void close();
}
