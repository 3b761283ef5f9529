package io.miniredis.auth.passkey;

import jakarta.validation.Constraint;
import jakarta.validation.OverridesAttribute;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How Web Authentication writes bytes in JSON; null is well. */
@Size(message = "must have at most {max} characters")
@Pattern(regexp = "[A-Za-z0-9_-]+", message = "must be base64url without padding")
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@interface Base64Url {

    /** A credential id has at most 1023 bytes. */
    int ID = 1364;

    /** The largest are attestations with certificate chains: some KiB. */
    int PART = 32_768;

    /** So many characters at the most. */
    @OverridesAttribute(constraint = Size.class, name = "max")
    int max() default PART;

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
