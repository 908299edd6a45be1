package io.github.assetpaysim.simulator.fault;

import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.setting.Values;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Members of an entry of a plan, read one by one; every complaint names the member by its path and says what was expected.
 *
 * @param path where they stand, {@code faults[0].trigger}
 */
record PlanMembers(String path, Map<String, Object> values) {
    private static final int SHOWN = 60;

    boolean has(String name) {
        return values.get(name) != null;
    }

    /** The value of a member that must be there. */
    <T> T required(Setting<T> member) {
        if (!has(member.name())) {
            throw new InvalidFault(at(member.name()) + " is missing; expected " + member.allowed());
        }
        return read(member);
    }

    /** The value of a member, or what holds without it. */
    <T> T read(Setting<T> member) {
        try {
            return has(member.name()) ? member.read(text(member)) : member.standard();
        } catch (InvalidSetting e) {
            throw wrong(member.name(), member.allowed());
        }
    }

    /**
     * The values of the parameters that are given.
     *
     * @throws InvalidSetting for one that has the right type, but is not allowed
     */
    Values given(List<Setting<?>> parameters) {
        Values given = Values.NONE;
        for (Setting<?> parameter : parameters) {
            if (has(parameter.name())) {
                given = given.withText(parameter, text(parameter));
            }
        }
        return given;
    }

    /** What a member is given, as text, when it has the type of the member. */
    private String text(Setting<?> member) {
        Object value = values.get(member.name());
        boolean right = member.number()
                ? value instanceof Integer || value instanceof Long || value instanceof BigInteger
                : member.flag() ? value instanceof Boolean : value instanceof String;
        // One number can be a word as well; whether it may be here is known to its setting.
        if (!right && !value.equals(FaultReader.ALWAYS)) {
            throw wrong(member.name(), member.allowed());
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value.toString())) {
            throw new InvalidFault(at(member.name()) + " contains half a surrogate pair");
        }
        return value.toString();
    }

    void refuseUnknown(List<String> known) {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw new InvalidFault(
                        "unknown member '" + at(name) + "'; known are " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    /** The complaint that a member is not what was expected. */
    InvalidFault wrong(String name, String expected) {
        Object value = values.get(name);
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
