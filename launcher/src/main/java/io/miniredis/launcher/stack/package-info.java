/** What runs where: folders, ports, environment and secrets of one installation. */
@NullMarked
package io.miniredis.launcher.stack;

import org.jspecify.annotations.NullMarked;
