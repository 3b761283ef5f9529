package io.miniredis.auth.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts each mail as a file into a folder, for where there is no mail server. The files hold links with secrets, so their owner alone
 * can read them. Sorted by name, the newest is the last. Old ones are removed.
 */
final class FolderCarrier implements Carrier {

    private static final Logger log = LoggerFactory.getLogger(FolderCarrier.class);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss.SSS").withZone(ZoneOffset.UTC);

    /** Longer than any link in a mail works. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final int LOOKED_AFTER_EVERY = 100;

    private final MailProperties settings;
    private final Clock clock;
    private final AtomicLong counter = new AtomicLong();

    FolderCarrier(MailProperties settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        makeFolder(settings.folder());
        log.info(
                "there is no mail server (MINIREDIS_MAIL_HOST); mails are put into {}",
                settings.folder().toAbsolutePath());
    }

    private static void makeFolder(Path folder) {
        try {
            if (Files.isDirectory(folder)) return;
            if (folder.toAbsolutePath().getParent() instanceof Path parent) Files.createDirectories(parent);
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException existsNow) {
            // another replica on this machine was faster, or writing will say what it is
        } catch (IOException exception) {
            throw new UncheckedIOException(
                    "MINIREDIS_MAIL_DIR: the folder %s cannot be made".formatted(folder), exception);
        }
    }

    @Override
    public void carry(Mail mail) throws NotTaken {
        try {
            var bytes = bytes(mail);
            var number = counter.incrementAndGet();
            var name = "%s-%06d.eml".formatted(TIME.format(clock.instant()), number);
            // whole from the moment that it can be seen
            var hidden = settings.folder().resolve("." + name + ".part");
            Files.createFile(
                    hidden, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(hidden, bytes);
            var file = settings.folder().resolve(name);
            Files.move(hidden, file, StandardCopyOption.ATOMIC_MOVE);
            log.info("mail to {} is in {}", mail.to(), file.toAbsolutePath());
            if (number % LOOKED_AFTER_EVERY == 1) removeOld();
        } catch (MessagingException never) {
            throw new NotTaken(String.valueOf(never.getMessage()), true);
        } catch (IOException exception) {
            throw new NotTaken("it could not be put into %s: %s".formatted(settings.folder(), exception), false);
        }
    }

    private void removeOld() throws IOException {
        var oldest = clock.instant().minus(KEPT);
        try (var mails = Files.newDirectoryStream(settings.folder(), "*.eml")) {
            for (var mail : mails) {
                if (Files.getLastModifiedTime(mail).toInstant().isBefore(oldest)) Files.deleteIfExists(mail);
            }
        } catch (NoSuchFileException removedMeanwhile) {
            // by another replica or by a person
        }
    }

    private byte[] bytes(Mail mail) throws MessagingException, IOException {
        var message = Letter.write(
                mail, new MimeMessage(Session.getInstance(new Properties())), settings.sender(), clock.instant());
        // readable as it is, for who opens the file
        message.setHeader("Content-Transfer-Encoding", "8bit");
        message.saveChanges();
        var bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        return bytes.toByteArray();
    }
}
