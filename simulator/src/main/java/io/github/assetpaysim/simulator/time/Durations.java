package io.github.assetpaysim.simulator.time;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as people and programs write them: {@code 500ms}, {@code 10s}, {@code 2min}, {@code 1h}, {@code 7d}, {@code PT1M30S}. */
public final class Durations {
    /** The accepted spellings, for error messages and help texts. */
    public static final String SYNTAX = "a duration such as 500ms, 10s, 2min, 1h, 7d or PT1M30S";

    /** Longer than any run needs and short enough that no sum of instants overflows. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|s|min|h|d)");

    private Durations() {}

    /**
     * Reads a duration of at most 36,500 days.
     *
     * @throws IllegalArgumentException when {@code text} is no duration, negative or too long
     */
    public static Duration parse(String text) {
        Duration duration = read(text.trim());
        if (duration == null || duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("expected " + SYNTAX);
        }
        return duration;
    }

    private static Duration read(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "min" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        }
        try {
            return Duration.parse(text.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** A duration for people: {@code 10 s}, {@code 2 min}, {@code 7 d}, {@code 1500 ms}. */
    public static String spoken(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + " ms";
        }
        long seconds = millis / 1000;
        if (seconds > 0 && seconds % 86_400 == 0) {
            return seconds / 86_400 + " d";
        }
        if (seconds > 0 && seconds % 3600 == 0) {
            return seconds / 3600 + " h";
        }
        if (seconds > 0 && seconds % 60 == 0) {
            return seconds / 60 + " min";
        }
        return seconds + " s";
    }
}
