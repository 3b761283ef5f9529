package io.miniredis.auth.organization;

import io.miniredis.kit.token.Right;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the caller of an endpoint needs in the organization that the path names, checked before anything else of the call is read: who may
 * not call it learns nothing of what would be right. Like {@link io.miniredis.kit.token.Needs}, which is about the organization that the
 * token acts in. What changes something looks once more, under a lock.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface NeedsThere {

    /** All of these. */
    Right[] value() default {};

    boolean person() default false;
}
