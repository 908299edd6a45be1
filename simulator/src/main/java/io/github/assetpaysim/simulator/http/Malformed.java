package io.github.assetpaysim.simulator.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.github.assetpaysim.simulator.text.Quoted;

/** Words what is wrong with a text that is no JSON. The library's own words name its settings, of which the reader knows nothing. */
public final class Malformed {
    private static final int SHOWN = 24;

    private Malformed() {}

    /**
     * What is wrong, and where: line and column.
     *
     * @param text what was read
     * @param limits that were set
     */
    public static String why(String text, JsonProcessingException e, StreamReadConstraints limits) {
        if (e instanceof StreamConstraintsException) {
            return "it is nested deeper than " + limits.getMaxNestingDepth() + " levels, or has a number longer than "
                    + limits.getMaxNumberLength() + ", a name longer than " + limits.getMaxNameLength()
                    + " or a string longer than " + limits.getMaxStringLength() + " characters";
        }
        return e instanceof JsonEOFException
                ? "it ends too early" + at(e.getLocation())
                : "something else must stand at the end of " + until(text, e.getLocation()) + at(e.getLocation());
    }

    /** A place as messages name it. */
    static String at(JsonLocation place) {
        return " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
    }

    /** The last characters of the line before the place, and the one there. */
    private static String until(String text, JsonLocation place) {
        String line = text.lines().skip(place.getLineNr() - 1L).findFirst().orElse("");
        int end = Math.min(place.getColumnNr(), line.length());
        return "'" + (end > SHOWN ? "…" : "") + Quoted.text(line.substring(Math.max(0, end - SHOWN), end)) + "'";
    }
}
