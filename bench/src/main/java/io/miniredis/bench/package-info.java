/** Measurements of the running platform, each as a ratio against a baseline that is taken in the same run. */
@NullMarked
package io.miniredis.bench;

import org.jspecify.annotations.NullMarked;
