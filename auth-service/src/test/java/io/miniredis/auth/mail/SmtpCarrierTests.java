package io.miniredis.auth.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.miniredis.auth.testing.Mailbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a mail server that speaks SMTP on a port of its own. */
class SmtpCarrierTests {

    private final GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void carryDeliversWhatWasWritten() throws Exception {
        carrier(server.getSmtp().getPort(), "", "")
                .carry(new Mail("ada@example.com", "Prüfung ✓", "Hallo Ünï\n\n#abc\n"));

        assertThat(server.waitForIncomingEmail(10_000, 1)).isTrue();
        var received = Mailbox.read(server.getReceivedMessages()[0]);
        assertThat(received.to()).isEqualTo("ada@example.com");
        assertThat(received.from()).isEqualTo("MiniRedis <noreply@localhost>");
        assertThat(received.subject()).isEqualTo("Prüfung ✓");
        assertThat(received.text()).startsWith("Hallo Ünï\n\n#abc");
        assertThat(server.getReceivedMessages()[0].getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void carryManyAtOnceDeliversAll() throws Exception {
        var carrier = carrier(server.getSmtp().getPort(), "", "");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 40; i++) {
                var mail = new Mail("ada@example.com", "number " + i, "text");
                threads.submit(() -> {
                    carrier.carry(mail);
                    return null;
                });
            }
        }
        assertThat(server.waitForIncomingEmail(30_000, 40)).isTrue();
        assertThat(Arrays.stream(server.getReceivedMessages())
                        .map(it -> Mailbox.read(it).subject())
                        .collect(Collectors.toSet()))
                .hasSize(40);
    }

    @Test
    void carryWhenTheServerIsDownSaysThatItMayBeTakenLater() throws IOException {
        var carrier = carrier(freePort(), "", "");
        assertNotTaken(carrier, "ada@example.com", false);
    }

    private static void assertNotTaken(SmtpCarrier carrier, String to, boolean forGood) {
        assertThatThrownBy(() -> carrier.carry(new Mail(to, "subject", "a secret text")))
                .isInstanceOfSatisfying(
                        Carrier.NotTaken.class, it -> assertThat(it.isForGood()).isEqualTo(forGood))
                .hasMessageNotContaining("secret text");
    }

    @Test
    void carryWhenLoggedInUsesNameAndPassword() throws Exception {
        server.setUser("house@localhost", "house", "its password");
        server.getUserManager().setAuthRequired(true);

        carrier(server.getSmtp().getPort(), "house", "its password")
                .carry(new Mail("ada@example.com", "subject", "text"));

        assertThat(server.waitForIncomingEmail(10_000, 1)).isTrue();
    }

    @Test
    void carryWhenTheServerNeedsTlsThatItDoesNotHaveSendsNothingInClear() {
        var settings = new MailProperties(
                "localhost",
                server.getSmtp().getPort(),
                MailProperties.Encryption.STARTTLS,
                "",
                "",
                "noreply@localhost",
                Path.of("unused"));
        assertNotTaken(new SmtpCarrier(settings, Clock.systemUTC()), "ada@example.com", false);

        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void carryWhenTheAddressIsNoneNeverTakesIt() {
        assertNotTaken(carrier(server.getSmtp().getPort(), "", ""), "a@example.com, b@example.com", true);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static SmtpCarrier carrier(int port, String user, String password) {
        return new SmtpCarrier(settings(port, user, password), Clock.systemUTC());
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
