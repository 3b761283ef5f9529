package io.miniredis.auth.organization;

import java.util.List;

/** A list that is never so long that it needs pages. */
record Items<T>(List<T> items) {}
