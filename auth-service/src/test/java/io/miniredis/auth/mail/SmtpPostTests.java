package io.miniredis.auth.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.miniredis.auth.testing.Mailbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a mail server that speaks SMTP on a port of its own. */
class SmtpPostTests {

    private static final List<Duration> SOON = List.of(Duration.ofMillis(50), Duration.ofMillis(100));

    private final GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        background.shutdownNow();
        server.stop();
    }

    @Test
    void sendDeliversWhatWasWritten() throws Exception {
        post(server.getSmtp().getPort(), "", "").send(new Mail("ada@example.com", "Prüfung ✓", "Hallo Ünï\n\n#abc\n"));

        assertThat(server.waitForIncomingEmail(10_000, 1)).isTrue();
        var received = Mailbox.read(server.getReceivedMessages()[0]);
        assertThat(received.to()).isEqualTo("ada@example.com");
        assertThat(received.from()).isEqualTo("MiniRedis <noreply@localhost>");
        assertThat(received.subject()).isEqualTo("Prüfung ✓");
        assertThat(received.text()).startsWith("Hallo Ünï\n\n#abc");
        assertThat(server.getReceivedMessages()[0].getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void sendManyAtOnceDeliversAll() {
        var post = post(server.getSmtp().getPort(), "", "");
        for (var i = 0; i < 40; i++) post.send(new Mail("ada@example.com", "number " + i, "text"));

        assertThat(server.waitForIncomingEmail(30_000, 40)).isTrue();
        assertThat(Arrays.stream(server.getReceivedMessages())
                        .map(it -> Mailbox.read(it).subject())
                        .collect(Collectors.toSet()))
                .hasSize(40);
    }

    @Test
    void sendWhenTheServerIsDownDeliversOnceItIsBack() throws IOException {
        var port = freePort();
        var late = new GreenMail(new ServerSetup(port, null, ServerSetup.PROTOCOL_SMTP));
        var failures = new java.util.concurrent.atomic.AtomicInteger();
        // the server comes up after the first failure, before the second attempt
        java.util.concurrent.Executor starting = task -> background.execute(() -> {
            if (failures.getAndIncrement() == 1) late.start();
            task.run();
        });
        try {
            new SmtpPost(settings(port, "", ""), SOON, starting, Clock.systemUTC())
                    .send(new Mail("ada@example.com", "late", "text"));

            await().atMost(Duration.ofSeconds(10)).until(() -> late.getReceivedMessages().length == 1);
        } finally {
            late.stop();
        }
    }

    @Test
    void sendWhenLoggedInUsesNameAndPassword() {
        server.setUser("house@localhost", "house", "its password");
        server.getUserManager().setAuthRequired(true);

        post(server.getSmtp().getPort(), "house", "its password").send(new Mail("ada@example.com", "subject", "text"));

        assertThat(server.waitForIncomingEmail(10_000, 1)).isTrue();
    }

    @Test
    void sendWhenTheServerNeedsTlsThatItDoesNotHaveSendsNothingInClear() {
        var settings = new MailProperties(
                "localhost",
                server.getSmtp().getPort(),
                MailProperties.Encryption.STARTTLS,
                "",
                "",
                "noreply@localhost",
                Path.of("unused"));
        // in the caller's thread, once
        new SmtpPost(settings, List.of(), Runnable::run, Clock.systemUTC())
                .send(new Mail("ada@example.com", "subject", "text"));

        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void sendWhenTheAddressIsNoneGivesUpAtOnce() {
        var attempts = new java.util.concurrent.atomic.AtomicInteger();
        java.util.concurrent.Executor counting = task -> {
            attempts.incrementAndGet();
            task.run();
        };
        new SmtpPost(settings(server.getSmtp().getPort(), "", ""), SOON, counting, Clock.systemUTC())
                .send(new Mail("a@example.com, b@example.com", "subject", "text"));

        assertThat(attempts).hasValue(1);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private SmtpPost post(int port, String user, String password) {
        return new SmtpPost(settings(port, user, password), SOON, background, Clock.systemUTC());
    }

    private static MailProperties settings(int port, String user, String password) {
        return new MailProperties(
                "localhost",
                port,
                MailProperties.Encryption.NONE,
                user,
                password,
                "MiniRedis <noreply@localhost>",
                Path.of("unused"));
    }
}
