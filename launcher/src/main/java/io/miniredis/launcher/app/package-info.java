/** A service as it is started: the extracted jar, its JVM flags and its fast-start cache. */
@NullMarked
package io.miniredis.launcher.app;

import org.jspecify.annotations.NullMarked;
