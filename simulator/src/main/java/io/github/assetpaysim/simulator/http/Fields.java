package io.github.assetpaysim.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.setting.Parameters;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.text.Quoted;
import io.github.assetpaysim.simulator.trade.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The members of a JSON object in a request, read one by one; every complaint names the member by its path and says what was
 * expected. A member that is null counts as absent.
 */
public final class Fields {
    private final JsonNode object;
    private final String path;

    Fields(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /** A value as the JSON object that it is written as. */
    public static Fields of(Object value) {
        return new Fields(StrictJson.MAPPER.valueToTree(value), "");
    }

    /** The tree below. */
    public JsonNode node() {
        return object;
    }

    /** The same without some members. */
    public Fields without(Set<String> members) {
        return new Fields(((ObjectNode) object.deepCopy()).without(members), path);
    }

    public boolean has(String name) {
        return object.hasNonNull(name);
    }

    /** A member that must be there. */
    public String text(String name, String expected) {
        return text(name, expected, JsonNode::isTextual);
    }

    /** A member of bounded length, in characters as a person counts them, that must be there. */
    public String text(String name, int least, int most) {
        String expected = least == 0
                ? "a string of at most " + most + " characters"
                : "a string of " + least + " to " + most + " characters";
        return text(name, expected, value -> {
            int length = value.isTextual()
                    ? value.textValue().codePointCount(0, value.textValue().length())
                    : -1;
            return least <= length && length <= most;
        });
    }

    private String text(String name, String expected, Predicate<JsonNode> fits) {
        String text = member(name, expected, fits).asText();
        if (text.codePoints().anyMatch(Fields::isHalfOfPair)) {
            throw refused(at(name), " contains half a surrogate pair");
        }
        return text;
    }

    private static boolean isHalfOfPair(int codePoint) {
        return Character.MIN_SURROGATE <= codePoint && codePoint <= Character.MAX_SURROGATE;
    }

    /** What a member that must be there means by its declaration. */
    public <T> T required(Setting<T> member) {
        try {
            return member.read(written(member));
        } catch (InvalidSetting e) {
            throw wrong(member.name(), member.allowed());
        }
    }

    /** As {@link #required}; when absent, what holds without it. */
    public <T> T read(Setting<T> member) {
        return has(member.name()) ? required(member) : member.standard();
    }

    /** The text of a member that must be there and have the JSON type of its declaration. */
    public String written(Setting<?> member) {
        Predicate<JsonNode> fits = member.number()
                ? JsonNode::isIntegralNumber
                : member.decimal() ? JsonNode::isNumber : member.flag() ? JsonNode::isBoolean : JsonNode::isTextual;
        return text(member.name(), member.allowed(), fits);
    }

    /** As {@link #text(String, int, int)}, null when absent. */
    public String optionalText(String name, int least, int most) {
        return has(name) ? text(name, least, most) : null;
    }

    public boolean flag(String name, boolean otherwise) {
        return has(name) ? member(name, "true or false", JsonNode::isBoolean).booleanValue() : otherwise;
    }

    /** A whole number in a range; written with a fraction, even a zero one, it is none. */
    public int integer(String name, int least, int most, int otherwise) {
        return read(Parameters.number(name, least, most, "").defaultsTo(otherwise));
    }

    /** A number that must be there; never expanded, so that a huge exponent does no harm. */
    public BigDecimal number(String name, String expected) {
        return member(name, expected, JsonNode::isNumber).decimalValue();
    }

    /** An object that must be there. */
    public Fields object(String name) {
        return new Fields(member(name, "an object", JsonNode::isObject), at(name));
    }

    /** An object, or null when absent. */
    public Fields optionalObject(String name) {
        return has(name) ? object(name) : null;
    }

    /** As {@link #objects(String)}, but so many at most. */
    public List<Fields> objects(String name, int most) {
        List<Fields> elements = objects(name);
        if (elements.size() > most) {
            throw wrong(name + " has " + elements.size() + " elements; at most " + most + " are allowed");
        }
        return elements;
    }

    /** The elements of an array of objects that must be there. */
    public List<Fields> objects(String name) {
        JsonNode array = member(name, "an array of objects", JsonNode::isArray);
        List<Fields> elements = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            String element = at(name) + "[" + i + "]";
            if (!array.get(i).isObject()) {
                throw wrong(element, array.get(i), "an object");
            }
            elements.add(new Fields(array.get(i), element));
        }
        return elements;
    }

    private JsonNode member(String name, String expected, Predicate<JsonNode> fits) {
        if (!has(name)) {
            throw refused(at(name), " is missing; expected " + expected);
        }
        if (!fits.test(object.get(name))) {
            throw wrong(name, expected);
        }
        return object.get(name);
    }

    /** Refuses members that are not among the known ones. */
    public Fields refuseUnknown(Set<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw unknown("member '" + at(name) + "'", known).about(Refusal.Subject.field(at(name)));
            }
        });
        return this;
    }

    static Refusal unknown(String what, Set<String> known) {
        return new Refusal(
                HttpError.INVALID_FIELD,
                "unknown " + what + "; "
                        + (known.isEmpty()
                                ? "there are none here"
                                : "known are " + String.join(", ", new TreeSet<>(known))));
    }

    /** The complaint that a member is not what was expected. */
    public Refusal wrong(String name, String expected) {
        return wrong(at(name), object.get(name), expected);
    }

    /** The complaint that a string does not have its form, telling from where on. */
    public Refusal wrong(String name, String expected, Pattern form) {
        return refused(
                at(name),
                " must be " + expected + ", not "
                        + Quoted.fault(object.get(name).textValue(), form));
    }

    /** The complaint about the object itself. */
    public Refusal wrong(String why) {
        return new Refusal(HttpError.INVALID_FIELD, path.isEmpty() ? why : path + ": " + why);
    }

    private static Refusal wrong(String path, JsonNode got, String expected) {
        return refused(path, " must be " + expected + ", not " + Quoted.text(got.toString()));
    }

    private static Refusal refused(String path, String why) {
        return new Refusal(HttpError.INVALID_FIELD, path + why).about(Refusal.Subject.field(path));
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
