package io.miniredis.kit.audit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names what an endpoint does, as {@code thing.verb}, so that an attempt that is refused is recorded under that name. What was done is
 * recorded by the feature itself, in its transaction.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Audited {
    String value();
}
