package io.github.assetpaysim.simulator.fault;

import io.github.assetpaysim.simulator.setting.Setting;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Members of a {@link WrittenFault}, read one by one; every complaint names the member by its path and says what was expected.
 *
 * @param path where they stand, {@code faults[0].trigger}
 */
record WrittenMembers(String path, Map<String, Object> values) {
    private static final int SHOWN = 60;

    Object value(String name) {
        return values.get(name);
    }

    boolean has(String name) {
        return value(name) != null;
    }

    /** A string that must be there. */
    String text(String name, String expected) {
        if (!has(name)) {
            throw new InvalidFault(at(name) + " is missing; expected " + expected);
        }
        if (!(value(name) instanceof String text)) {
            throw wrong(name, expected);
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new InvalidFault(at(name) + " contains half a surrogate pair");
        }
        return text;
    }

    /** One of some words, which must be there. */
    String word(String name, List<String> known) {
        String expected = "one of " + String.join(", ", known);
        String given = text(name, expected);
        if (!known.contains(given)) {
            throw wrong(name, expected);
        }
        return given;
    }

    /** A whole number from 1 to {@code most}. */
    int number(String name, int most, String orElse) {
        String expected = "a whole number from 1 to " + most;
        if (!isWhole(value(name))) {
            throw wrong(name, expected + orElse);
        }
        BigInteger number = new BigInteger(value(name).toString());
        if (number.signum() <= 0 || number.compareTo(BigInteger.valueOf(most)) > 0) {
            throw wrong(name, expected);
        }
        return number.intValue();
    }

    /** What a parameter of a fault is given, as text, when it has the type of the parameter. */
    String textOf(Setting<?> parameter) {
        Object value = value(parameter.name());
        boolean right = parameter.number()
                ? isWhole(value)
                : parameter.flag() ? value instanceof Boolean : value instanceof String;
        if (!right) {
            throw wrong(parameter.name(), parameter.allowed());
        }
        return value.toString();
    }

    private static boolean isWhole(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof BigInteger;
    }

    void refuseUnknown(Set<String> known) {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw new InvalidFault(
                        "unknown member '" + at(name) + "'; known are " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    /** The complaint that a member is not what was expected. */
    InvalidFault wrong(String name, String expected) {
        Object value = value(name);
        String quoted = value instanceof String text
                ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
                : String.valueOf(value);
        return new InvalidFault(at(name) + " must be " + expected + ", not " + shown(quoted));
    }

    /** The complaint about all of them together. */
    InvalidFault wrong(String why) {
        return new InvalidFault(path + ": " + why);
    }

    /** A text as messages quote it: its beginning. */
    static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    private String at(String name) {
        return path + "." + name;
    }
}
