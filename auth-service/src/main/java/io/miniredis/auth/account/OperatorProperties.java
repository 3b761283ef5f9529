package io.miniredis.auth.account;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who runs this platform.
 *
 * @param operators their e-mail addresses (MINIREDIS_OPERATORS), in lower case
 */
@ConfigurationProperties("miniredis.platform")
record OperatorProperties(@DefaultValue List<String> operators) {

    /** ASCII only, so that no look-alike of another alphabet becomes equal to it. */
    private static final Pattern ADDRESS = Pattern.compile("[!-?A-~]+@[A-Za-z0-9.-]*[A-Za-z0-9]");

    OperatorProperties {
        operators = operators.stream()
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .map(OperatorProperties::checked)
                .toList();
    }

    private static String checked(String address) {
        if (ADDRESS.matcher(address).matches()) return address.toLowerCase(Locale.ROOT);
        throw new IllegalArgumentException(
                "MINIREDIS_OPERATORS must be e-mail addresses separated by commas; \"%s\" is none".formatted(address));
    }

    /** In any case of its letters, as long as they are ASCII: others have cases that fold to ASCII letters. */
    boolean name(String email) {
        return email.chars().allMatch(it -> it < 128) && operators.contains(email.toLowerCase(Locale.ROOT));
    }
}
