package io.github.assetpaysim.simulator.fault;

import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.time.Durations;
import java.time.Duration;
import java.util.List;

/** What faults can be told, by type. */
final class Parameters {
    private Parameters() {}

    static Setting<Duration> duration(String name, String meaning) {
        return duration(name, Durations.LONGEST, meaning);
    }

    static Setting<Duration> duration(String name, Duration most, String meaning) {
        return Setting.of(
                name,
                Durations.SYNTAX + ", at most " + Durations.spoken(most),
                meaning,
                text -> {
                    Duration duration = Durations.parse(text);
                    if (duration.compareTo(most) > 0) {
                        throw new IllegalArgumentException("too long");
                    }
                    return duration;
                },
                Duration::toString);
    }

    static Setting<Integer> number(String name, int least, int most, String meaning) {
        return Setting.of(
                        name,
                        "a whole number from " + least + " to " + most,
                        meaning,
                        text -> {
                            int number = Integer.parseInt(text);
                            if (number < least || number > most) {
                                throw new IllegalArgumentException("out of range");
                            }
                            return number;
                        },
                        String::valueOf)
                .whichIsANumber();
    }

    static Setting<Boolean> flag(String name, String meaning) {
        return Setting.of(
                        name,
                        "true or false",
                        meaning,
                        text -> {
                            if (!text.equals("true") && !text.equals("false")) {
                                throw new IllegalArgumentException("neither");
                            }
                            return Boolean.valueOf(text);
                        },
                        String::valueOf)
                .whichIsAFlag()
                .otherwise(false);
    }

    static Setting<String> text(String name, int longest, String meaning) {
        return Setting.ofText(name, "a string of 1 to " + longest + " characters", meaning, text -> {
            if (text.isEmpty() || text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("too long or not printable");
            }
            return text;
        });
    }

    static Setting<String> headerValue(String name, int longest, String meaning) {
        return Setting.ofText(name, "a string of 1 to " + longest + " printable ASCII characters", meaning, text -> {
            if (!text.matches("[ -~]{1," + longest + "}")) {
                throw new IllegalArgumentException("no HTTP client sends it");
            }
            return text;
        });
    }

    static Setting<String> oneOf(String name, List<String> values, String meaning) {
        return Setting.ofText(name, String.join(", ", values), meaning, text -> {
            if (!values.contains(text)) {
                throw new IllegalArgumentException("not one of the values");
            }
            return text;
        });
    }
}
