package io.miniredis.kit.token;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the caller of an endpoint needs, checked before anything of the call is read: who may not call it learns nothing of what would be
 * right. The contract says the same in {@code x-right}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {

    /** One of these. */
    Right[] value() default {};

    boolean person() default false;

    boolean operator() default false;
}
