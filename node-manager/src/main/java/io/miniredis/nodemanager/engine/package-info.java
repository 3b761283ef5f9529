/** The engine program: which one the host has, and how one of its processes is configured. */
@NullMarked
package io.miniredis.nodemanager.engine;

import org.jspecify.annotations.NullMarked;
