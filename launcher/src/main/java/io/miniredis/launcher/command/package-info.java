/** What a person types: up, down, status, logs. */
@NullMarked
package io.miniredis.launcher.command;

import org.jspecify.annotations.NullMarked;
