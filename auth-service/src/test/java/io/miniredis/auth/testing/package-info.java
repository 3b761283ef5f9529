/** What the tests of this service share. */
@org.jspecify.annotations.NullMarked
package io.miniredis.auth.testing;
