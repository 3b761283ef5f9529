package io.miniredis.bench;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Prints figures as a table for people and as one line of JSON for programs. */
final class Report {

    private Report() {}

    static void print(List<Figure> figures, PrintStream out) {
        out.println();
        out.println("| what | measured | baseline | ratio | wanted | |");
        out.println("| --- | ---: | ---: | ---: | --- | --- |");
        for (var figure : figures) {
            out.printf(
                    "| %s | %.2f %s | %s | %s | %s | %s |%n",
                    figure.name(),
                    figure.measured(),
                    figure.unit(),
                    Double.isNaN(figure.baseline()) ? "" : "%.2f %s".formatted(figure.baseline(), figure.unit()),
                    Double.isNaN(figure.ratio()) ? "" : "%.2f ×".formatted(figure.ratio()),
                    figure.wanted(),
                    figure.wanted().isEmpty() ? "" : figure.met() ? "met" : "missed");
        }
        out.println();
        out.println(JsonMapper.shared()
                .writeValueAsString(
                        Map.of("figures", figures.stream().map(Report::json).toList())));
    }

    private static Map<String, Object> json(Figure figure) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", figure.name());
        fields.put("unit", figure.unit());
        fields.put("measured", figure.measured());
        if (!Double.isNaN(figure.baseline())) fields.put("baseline", figure.baseline());
        if (!Double.isNaN(figure.ratio())) fields.put("ratio", figure.ratio());
        if (!figure.wanted().isEmpty()) {
            fields.put("wanted", figure.wanted());
            fields.put("met", figure.met());
        }
        return fields;
    }
}
