package io.miniredis.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/** The mails of one person, in the folder that stands for a mail server. */
record Mailbox(Path folder, String address) {

    private static final Pattern SOFT_BREAK = Pattern.compile("=\\r?\\n");

    /** What a mail takes at most whose service was killed while it was under way: the next attempt is a minute later. */
    static final Duration AT_LAST = Duration.ofSeconds(90);

    static Mailbox of(LocalPlatform platform, String address) {
        return new Mailbox(platform.mails(), address);
    }

    /** The token in the link to the given page of the newest mail that has one; waits for it. */
    String token(String page) {
        return tokenWithin(Duration.ofSeconds(20), page)
                .orElseThrow(() -> new AssertionError("no mail to " + address + " with a link to " + page));
    }

    /** The same, or nothing where none comes in that time. */
    Optional<String> tokenWithin(Duration time, String page) {
        var link = Pattern.compile(Pattern.quote(page + "#") + "([A-Za-z0-9_-]+)");
        try {
            var token = await().atMost(time)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> find(link), Optional::isPresent);
            token.ifPresent(Planted::secret);
            return token;
        } catch (ConditionTimeoutException none) {
            return Optional.empty();
        }
    }

    private Optional<String> find(Pattern link) {
        return mails().stream()
                .flatMap(it -> link.matcher(it).results())
                .map(it -> it.group(1))
                .findFirst();
    }

    /** Newest first. */
    List<String> mails() {
        if (!Files.isDirectory(folder)) return List.of();
        try (var files = Files.list(folder)) {
            return files.filter(it -> it.toString().endsWith(".eml"))
                    .sorted(Comparator.reverseOrder())
                    .map(Mailbox::read)
                    .filter(it -> it.contains(address))
                    .toList();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private static String read(Path file) {
        try {
            // links may be folded by quoted-printable
            return SOFT_BREAK.matcher(Files.readString(file)).replaceAll("").replace("=3D", "=");
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
