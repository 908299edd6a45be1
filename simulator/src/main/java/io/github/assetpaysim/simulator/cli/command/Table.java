package io.github.assetpaysim.simulator.cli.command;

import io.github.assetpaysim.simulator.text.Quoted;
import java.util.ArrayList;
import java.util.List;

/** Rows with aligned columns; the last one gives way when a line would be too long. */
final class Table {
    private static final int WIDEST = 100;
    private static final String GAP = "  ";

    private final List<String[]> rows = new ArrayList<>();
    private final int[] widths;

    Table(String... titles) {
        this.widths = new int[titles.length];
        row(titles);
    }

    /** Adds one; null is an empty cell. */
    void row(String... cells) {
        String[] row = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            row[i] = cells[i] == null ? "" : Quoted.oneLine(cells[i]);
            widths[i] = Math.max(widths[i], width(row[i]));
        }
        rows.add(row);
    }

    void print(Output out) {
        int last = widths.length - 1;
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < last; i++) {
                line.append(row[i])
                        .append(" ".repeat(widths[i] - width(row[i])))
                        .append(GAP);
            }
            line.append(cut(row[last], WIDEST - line.length()));
            out.line(line.toString().stripTrailing());
        }
    }

    /** A text of at most so many characters, an ellipsis for what is missing. */
    static String cut(String text, int most) {
        return width(text) <= most ? text : text.substring(0, text.offsetByCodePoints(0, Math.max(0, most - 1))) + "…";
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
