package io.github.assetpaysim.simulator.setting;

import io.github.assetpaysim.simulator.time.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What faults can be told, by type. */
public final class Parameters {
    private Parameters() {}

    /** A duration of any length that a run can have. */
    public static Setting<Duration> duration(String name, String meaning) {
        return duration(name, Durations.LONGEST, meaning);
    }

    /** A duration from zero to {@code most}. */
    public static Setting<Duration> duration(String name, Duration most, String meaning) {
        String allowed = Durations.SYNTAX + ", at most " + Durations.spoken(most);
        return Setting.ofDuration(name, allowed, meaning, Duration.ZERO, most);
    }

    /** A whole number, both bounds included; a number in JSON too. */
    public static Setting<Integer> number(String name, int least, int most, String meaning) {
        return Setting.ofNumber(name, least, most, meaning).asNumber();
    }

    /** Something that is false unless it is said to be true. */
    public static Setting<Boolean> flag(String name, String meaning) {
        return Setting.ofWords(
                        name, "true or false", meaning, List.of(Map.entry("true", true), Map.entry("false", false)))
                .asFlag()
                .defaultsTo(false);
    }

    /** A printable text of at least one character. */
    public static Setting<String> text(String name, int longest, String meaning) {
        String allowed = "a string of 1 to " + longest + " characters";
        return Setting.ofPattern(name, allowed, meaning, "\\P{Cc}{1," + longest + "}");
    }

    /** What can stand in a header. */
    public static Setting<String> headerValue(String name, int longest, String meaning) {
        String allowed = "a string of 1 to " + longest + " printable ASCII characters";
        return Setting.ofPattern(name, allowed, meaning, "[ -~]{1," + longest + "}");
    }

    /** A text for which {@code right} holds. */
    public static Setting<String> text(String name, String allowed, Predicate<String> right) {
        return Setting.ofText(
                name, allowed, "", text -> Optional.of(text).filter(right).orElseThrow(IllegalArgumentException::new));
    }

    /** One of some words, for whom nobody needs an explanation. */
    public static Setting<String> word(String name, List<String> words) {
        return text(name, "one of " + String.join(", ", words), words::contains).withChoices(words);
    }

    /** One of some words. */
    public static Setting<String> oneOf(String name, List<String> values, String meaning) {
        return Setting.ofWords(
                name,
                String.join(", ", values),
                meaning,
                values.stream().map(each -> Map.entry(each, each)).toList());
    }
}
