/** What the tests of every service share: a real PostgreSQL, a real engine, signed tokens, the architecture's rules. */
@org.jspecify.annotations.NullMarked
package io.miniredis.kit.testing;
