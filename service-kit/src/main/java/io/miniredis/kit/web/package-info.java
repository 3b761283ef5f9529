/** Request limits that hold in front of every controller. */
@NullMarked
package io.miniredis.kit.web;

import org.jspecify.annotations.NullMarked;
