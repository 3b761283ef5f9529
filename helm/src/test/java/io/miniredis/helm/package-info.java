/** What the charts render, and what they refuse to. */
@org.jspecify.annotations.NullMarked
package io.miniredis.helm;
