package io.miniredis.backend.audit;

import io.miniredis.kit.audit.AuditView;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Events as CSV by RFC 4180, one line each after a line of names. No cell begins as a formula of a spreadsheet does. */
final class Csv {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader(
                    "id",
                    "at",
                    "actor",
                    "actorKind",
                    "actorName",
                    "address",
                    "action",
                    "subject",
                    "subjectName",
                    "outcome",
                    "code",
                    "before",
                    "after",
                    "traceId")
            .get();

    private static final String FORMULA = "=+-@\t\r\n";

    private Csv() {}

    static String of(List<AuditView> events) {
        var text = new StringWriter();
        try (var printer = new CSVPrinter(text, FORMAT)) {
            for (var event : events) printer.printRecord(cells(event).toList());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static Stream<String> cells(AuditView event) {
        return Stream.of(
                        event.id(),
                        event.at(),
                        event.actor(),
                        word(event.actorKind()),
                        event.actorName(),
                        event.address(),
                        event.action(),
                        event.subject(),
                        event.subjectName(),
                        word(event.outcome()),
                        event.code(),
                        event.before(),
                        event.after(),
                        event.traceId())
                .map(Csv::cell);
    }

    /** A leading quote makes a spreadsheet take the cell as text. */
    static String cell(@Nullable Object value) {
        var text = value == null ? "" : value.toString();
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
