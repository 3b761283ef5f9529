package io.miniredis.auth.session;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * From where somebody logs in.
 *
 * @param device such as "Firefox on Linux"; null where it was not recognised
 * @param address the caller's, as the gateway saw it
 * @param broughtToken the token of a session that came along; it ends with the log-in, so that nobody acts in a session that somebody
 *     else put into their browser
 */
public record Visit(
        @Nullable String device, String address, @Nullable String broughtToken) {

    public static Visit of(HttpServletRequest request) {
        return new Visit(
                Device.of(request.getHeader(HttpHeaders.USER_AGENT)),
                request.getRemoteAddr(),
                brought(request).orElse(null));
    }

    private static Optional<String> brought(HttpServletRequest request) {
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Arrays::stream)
                .filter(it -> it.getName().equals(SessionCookie.NAME))
                .flatMap(it -> Stream.ofNullable(it.getValue()))
                .filter(it -> !it.isEmpty())
                .findFirst();
    }

    @Override
    public String toString() {
        return "Visit[" + Objects.toString(device, "unknown") + ", " + address + "]";
    }
}
