package io.miniredis.gateway.limit;

import io.github.bucket4j.ConsumptionProbe;

/** Where calls are counted: here, or in a Redis together with other gateways. */
interface Buckets {

    /** Takes one call out of the bucket of this name, if there is one left. */
    ConsumptionProbe take(String name, Rate rate);
}
