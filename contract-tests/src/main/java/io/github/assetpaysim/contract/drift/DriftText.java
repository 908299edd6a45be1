package io.github.assetpaysim.contract.drift;

import java.util.List;

/** Drift for people. */
public final class DriftText {
    private DriftText() {}

    /** For a terminal, ended by a line break. */
    public static String plain(Drift drift) {
        StringBuilder text = new StringBuilder();
        for (Difference verdict : drift.verdicts()) {
            text.append(
                    line(verdict.place() + ": " + verdict.before() + " -> " + verdict.after() + "  " + verdict.what()));
        }
        String place = "";
        for (Difference shape : drift.shapes()) {
            if (!shape.place().equals(place)) {
                place = shape.place();
                text.append(line(place));
            }
            text.append("  ").append(line(shape.what() + ": " + shape.before() + " -> " + shape.after()));
        }
        drift.notes().forEach(note -> text.append(line(note)));
        return text.append(summary(drift)).append('\n').toString();
    }

    /** What a report holds may be anything; a control character must not reach the terminal. */
    private static String line(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?") + "\n";
    }

    private static String summary(Drift drift) {
        return drift.isThere()
                ? "Drift: " + counted(drift.verdicts(), "verdict") + ", " + counted(drift.shapes(), "change")
                        + " of shape."
                : "No drift.";
    }

    private static String counted(List<?> list, String what) {
        return list.size() + " " + what + (list.size() == 1 ? "" : "s");
    }

    /** As Markdown for the summary of a job, ended by a line break. */
    public static String markdown(Drift drift) {
        StringBuilder text =
                new StringBuilder("### ").append(escaped(summary(drift))).append("\n");
        table(text, "Requirement", drift.verdicts());
        table(text, "Answer", drift.shapes());
        if (!drift.notes().isEmpty()) {
            text.append('\n');
            drift.notes()
                    .forEach(note -> text.append("- ").append(escaped(note)).append('\n'));
        }
        return text.toString();
    }

    private static void table(StringBuilder text, String head, List<Difference> differences) {
        if (differences.isEmpty()) {
            return;
        }
        text.append("\n| ").append(head).append(" | What | Before | After |\n|---|---|---|---|\n");
        for (Difference each : differences) {
            for (String cell : List.of(each.place(), each.what(), each.before(), each.after())) {
                text.append("| ").append(escaped(cell)).append(' ');
            }
            text.append("|\n");
        }
    }

    /** Text that neither Markdown nor HTML takes for markup, on one line. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '|') {
                escaped.append("\\|");
            } else if ("&<>\\`*_[]~#@!\"'".indexOf(c) >= 0) {
                escaped.append("&#").append(c).append(';');
            } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                escaped.append(' ');
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
