package io.miniredis.auth.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miniredis.auth.testing.Mailbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderCarrierTests {

    @TempDir
    Path home;

    @Test
    void carryPutsAFileThatItsOwnerAloneReads() throws Exception {
        carrier().carry(new Mail("ada@example.com", "Prüfung", "Hallo Ünï\n\nhttp://localhost/verify#abc\n"));

        try (var files = Files.list(folder())) {
            var file = files.toList();
            assertThat(file).hasSize(1);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getFirst())))
                    .isEqualTo("rw-------");
            assertThat(file.getFirst().getFileName().toString()).endsWith(".eml");
            // readable without a mail program
            assertThat(Files.readString(file.getFirst())).contains("Hallo Ünï", "http://localhost/verify#abc");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
                .isEqualTo("rwx------");
        var read = new Mailbox(folder()).nth(1, "ada@example.com");
        assertThat(read.subject()).isEqualTo("Prüfung");
        assertThat(read.from()).isEqualTo("MiniRedis <noreply@localhost>");
        assertThat(read.token()).isEqualTo("abc");
    }

    @Test
    void carryManyLeavesThemInOrderOfTheirNames() throws Exception {
        var carrier = carrier();
        for (var i = 1; i <= 20; i++) carrier.carry(new Mail("ada@example.com", "number " + i, "text"));

        var mails = new Mailbox(folder()).all("ada@example.com");
        assertThat(mails).hasSize(20);
        assertThat(mails.getLast().subject()).isEqualTo("number 20");
    }

    @Test
    void carryRemovesMailsOfLongAgo() throws Exception {
        carrier();
        var old = Files.writeString(folder().resolve("20200101-000000.000-000001.eml"), "old");
        Files.setLastModifiedTime(old, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        var other = Files.writeString(folder().resolve("notes.txt"), "not a mail");
        Files.setLastModifiedTime(other, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

        carrier().carry(new Mail("ada@example.com", "subject", "text"));

        assertThat(old).doesNotExist();
        assertThat(other).exists();
        assertThat(new Mailbox(folder()).all("ada@example.com")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "no address", "a@example.com,b@example.com", "a@example.com\r\nBcc: b@example.com", "a@b@c"})
    void carryWhenTheAddressIsNoneOrSeveralSendsNothing(String address) throws Exception {
        assertThatThrownBy(() -> carrier().carry(new Mail(address, "subject", "text")))
                .isInstanceOfSatisfying(
                        Carrier.NotTaken.class, it -> assertThat(it.isForGood()).isTrue());

        try (var files = Files.list(folder())) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void carryWhenTheSubjectHoldsALineBreakAddsNoHeader() throws Exception {
        carrier().carry(new Mail("ada@example.com", "one\r\nBcc: eve@example.com", "text"));

        var mailbox = new Mailbox(folder());
        assertThat(mailbox.all("ada@example.com")).hasSizeLessThanOrEqualTo(1);
        assertThat(mailbox.all("eve@example.com")).isEmpty();
    }

    private Path folder() {
        return home.resolve("deep").resolve("mail");
    }

    private FolderCarrier carrier() {
        var settings = new MailProperties(
                "", 587, MailProperties.Encryption.STARTTLS, "", "", "MiniRedis <noreply@localhost>", folder());
        return new FolderCarrier(settings, Clock.systemUTC());
    }
}
