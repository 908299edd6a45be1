package io.github.assetpaysim.simulator.cli.command;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.text.Quoted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * What was found out about a callback's signature, as the control API tells it.
 *
 * @param canonical the text that is signed
 * @param expectedKey the key that the text has under the secret
 * @param givenKey the key that was checked; null when there was none
 * @param mistake what gives the given key; null when it is right, or nothing that was tried gives it
 * @param notes sentences: what else is worth knowing
 */
public record SignatureReport(
        boolean verifies, String canonical, String expectedKey, String givenKey, Mistake mistake, List<String> notes) {
    private static final int LINE = 100;
    private static final int COLUMN = 17;

    /**
     * A way to sign wrongly.
     *
     * @param name in kebab case
     * @param explanation what was done
     * @param fix what to do instead
     */
    public record Mistake(String name, String explanation, String fix) {}

    static SignatureReport of(JsonNode answer) {
        try {
            return SimulatorClient.JSON
                    .readerFor(SignatureReport.class)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(answer.traverse());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For people: lines with the verdict, the keys, the mistake and its fix, and the canonical text. */
    public String text() {
        StringBuilder text = new StringBuilder();
        if (verifies) {
            text.append("The signature verifies.\n\n");
            row("key", expectedKey, text);
        } else {
            text.append("The signature does not verify.\n\n");
            row("expected key", expectedKey, text);
            row("given key", givenKey == null ? "none" : shown(givenKey), text);
        }
        if (mistake != null) {
            row("mistake", mistake.name(), text);
            row("what happened", mistake.explanation(), text);
            row("fix", mistake.fix(), text);
        }
        notes.forEach(note -> row("note", note, text));
        return text.append("\nThe canonical text, which is signed:\n")
                .append(canonical)
                .append('\n')
                .toString();
    }

    /** What is given may hold anything; on a terminal it must not move the cursor. */
    private static String shown(String key) {
        String quoted = key.equals(key.strip()) && !key.isEmpty() ? key : "'" + key + "'";
        return Quoted.oneLine(quoted);
    }

    /** A name and behind it a column of words; a word that is longer than the column stands alone. */
    private static void row(String name, String value, StringBuilder text) {
        String wrapped = value.replaceAll("(.{1," + (LINE - COLUMN) + "}|\\S+)(?: |$)", "$1\n" + " ".repeat(COLUMN));
        text.append(String.format(Locale.ROOT, "  %-" + (COLUMN - 2) + "s%s\n", name, wrapped.stripTrailing()));
    }
}
