package io.github.assetpaysim.simulator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Pattern;

/** Words what the JSON library complains about. */
public final class Malformed {
    /** Where Jackson names its own settings and sources; the reader of the answer knows nothing of them. */
    private static final Pattern ABOUT_JACKSON =
            Pattern.compile(", from `[^`]*`|(: enable `| \\(`| \\(for | \\(start marker | \\(not recognized ).*");

    private Malformed() {}

    /** What is wrong with a text, and where: its line and column. */
    public static String why(JsonProcessingException e) {
        String line = e.getOriginalMessage().lines().findFirst().orElse("");
        String where = e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
        return ABOUT_JACKSON.matcher(line).replaceAll("") + where;
    }
}
