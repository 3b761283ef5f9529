package io.miniredis.auth.session;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names a browser or tool by its User-Agent, as a person would: "Firefox on Linux". It is a hint for people and decides nothing. */
final class Device {

    private static final int LONGEST_READ = 500;

    private record Sign(String name, Pattern mark) {
        static Sign of(String name, String mark) {
            return new Sign(name, Pattern.compile(mark));
        }
    }

    /** The first that is found counts: nearly every browser also claims to be Chrome and Safari. */
    private static final List<Sign> PROGRAMS = List.of(
            Sign.of("Edge", "\\bEdg(e|A|iOS)?/"),
            Sign.of("Opera", "\\b(OPR|Opera)/"),
            Sign.of("Vivaldi", "\\bVivaldi/"),
            Sign.of("Samsung Internet", "\\bSamsungBrowser/"),
            Sign.of("Firefox", "\\b(Firefox|FxiOS)/"),
            Sign.of("Headless Chrome", "\\bHeadlessChrome/"),
            Sign.of("Chrome", "\\b(Chrome|CriOS)/"),
            Sign.of("Chromium", "\\bChromium/"),
            Sign.of("Safari", "\\bVersion/.*\\bSafari/"),
            Sign.of("curl", "^curl/"),
            Sign.of("Wget", "^Wget/"),
            Sign.of("HTTPie", "^(HTTPie|xh)/"),
            Sign.of("Postman", "^PostmanRuntime/"),
            Sign.of("Insomnia", "^insomnia/"),
            Sign.of("Python", "^(python|Python|aiohttp|httpx)"),
            Sign.of("Go", "^Go-http-client/"),
            Sign.of("Node.js", "^(node|undici|axios|got)\\b"),
            Sign.of("Java", "^(Java|Apache-HttpClient|okhttp)"));

    /** Android names Linux too, and iPads Macintosh. */
    private static final List<Sign> SYSTEMS = List.of(
            Sign.of("iPhone", "\\biPhone\\b"),
            Sign.of("iPad", "\\biPad\\b"),
            Sign.of("Android", "\\bAndroid\\b"),
            Sign.of("Windows", "\\bWindows\\b"),
            Sign.of("ChromeOS", "\\bCrOS\\b"),
            Sign.of("macOS", "\\bMac ?OS ?X\\b|\\bMacintosh\\b"),
            Sign.of("FreeBSD", "\\bFreeBSD\\b"),
            Sign.of("Linux", "\\b[Ll]inux\\b|\\bX11\\b"));

    private Device() {}

    /** Null where nothing is recognised; never a word that the caller chose. */
    static @Nullable String of(@Nullable String userAgent) {
        if (userAgent == null) return null;
        var read = userAgent.substring(0, Math.min(userAgent.length(), LONGEST_READ));
        var program = first(PROGRAMS, read);
        var system = first(SYSTEMS, read);
        if (program == null) return system;
        return system == null ? program : program + " on " + system;
    }

    private static @Nullable String first(List<Sign> signs, String userAgent) {
        return signs.stream()
                .filter(it -> it.mark().matcher(userAgent).find())
                .map(Sign::name)
                .findFirst()
                .orElse(null);
    }
}
