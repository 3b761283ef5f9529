/** A small upstream of our own, and time that a test can set. */
@org.jspecify.annotations.NullMarked
package io.miniredis.gateway.testing;
