package io.miniredis.gateway.limit;

import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often who may call, each as {@code calls/time} such as {@code 200/1m}; {@code 0} is no limit.
 *
 * @param credential each session and each key (MINIREDIS_RATE_LIMIT_CREDENTIAL)
 * @param address each address, whatever its calls come with (MINIREDIS_RATE_LIMIT_ADDRESS)
 * @param logIn log-ins of an address (MINIREDIS_RATE_LIMIT_LOG_IN)
 * @param signUp sign-ups of an address (MINIREDIS_RATE_LIMIT_SIGN_UP)
 * @param forgot mails that an address may ask for (MINIREDIS_RATE_LIMIT_FORGOT)
 * @param reset mailed tokens that an address may try (MINIREDIS_RATE_LIMIT_RESET)
 * @param invitations invitations that a credential may send (MINIREDIS_RATE_LIMIT_INVITATIONS)
 * @param redis a Redis or Valkey that gateways count in together (MINIREDIS_RATE_LIMIT_REDIS); without it each counts for itself
 * @param redisTimeout longest wait for it
 * @param redisPause how long it is left alone after it failed
 */
@Validated
@ConfigurationProperties("miniredis.limits")
record LimitProperties(
        @Pattern(regexp = Rate.FORM, message = "MINIREDIS_RATE_LIMIT_CREDENTIAL " + MESSAGE)
        String credential,

        @Pattern(regexp = Rate.FORM, message = "MINIREDIS_RATE_LIMIT_ADDRESS " + MESSAGE)
        String address,

        @Pattern(regexp = Rate.FORM, message = "MINIREDIS_RATE_LIMIT_LOG_IN " + MESSAGE)
        String logIn,

        @Pattern(regexp = Rate.FORM, message = "MINIREDIS_RATE_LIMIT_SIGN_UP " + MESSAGE)
        String signUp,

        @Pattern(regexp = Rate.FORM, message = "MINIREDIS_RATE_LIMIT_FORGOT " + MESSAGE)
        String forgot,

        @Pattern(regexp = Rate.FORM, message = "MINIREDIS_RATE_LIMIT_RESET " + MESSAGE)
        String reset,

        @Pattern(regexp = Rate.FORM, message = "MINIREDIS_RATE_LIMIT_INVITATIONS " + MESSAGE)
        String invitations,

        @DefaultValue("")
        @Pattern(
                regexp = "(rediss?://\\S+)?",
                message = "MINIREDIS_RATE_LIMIT_REDIS must be a URL such as redis://user:password@host:6379/0")
        String redis,

        @DefaultValue("100ms") Duration redisTimeout,
        @DefaultValue("5s") Duration redisPause) {

    private static final String MESSAGE = "must be calls/time such as 200/1m (s, m or h), or 0 for no limit";

    /** Its password is nobody's business. */
    @Override
    public String toString() {
        return "LimitProperties[credential=%s, address=%s]".formatted(credential, address);
    }
}
