package io.miniredis.backend.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.kit.audit.Actor;
import io.miniredis.kit.audit.AuditView;
import io.miniredis.kit.audit.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CsvTests {

    @Test
    void eachEventIsALine() {
        var event = new AuditView(
                "aud_1",
                Instant.parse("2026-05-01T12:00:00Z"),
                "usr_1",
                Actor.Kind.USER,
                "=cmd|' /C calc'!A0",
                null,
                "database.update",
                "db_1",
                "a \"quoted\", name\nof two lines",
                Outcome.DONE,
                null,
                new JsonMapper().readTree("{\"plan\":\"free\"}"),
                null,
                null);

        assertThat(Csv.of(List.of(event))).isEqualTo("""
                id,at,actor,actorKind,actorName,address,action,subject,subjectName,outcome,code,before,after,traceId\r
                aud_1,2026-05-01T12:00:00Z,usr_1,user,'=cmd|' /C calc'!A0,,database.update,db_1,"a ""quoted"", name
                of two lines",done,,"{""plan"":""free""}",,\r
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"})
    void cellThatBeginsLikeAFormulaIsMadeText(String cell) {
        assertThat(Csv.cell(cell)).isEqualTo("'" + cell);
    }

    @Test
    void cellThatDoesNotStaysAsItIs() {
        assertThat(Csv.cell("a=1")).isEqualTo("a=1");
        assertThat(Csv.cell("")).isEmpty();
        assertThat(Csv.cell(null)).isEmpty();
    }
}
