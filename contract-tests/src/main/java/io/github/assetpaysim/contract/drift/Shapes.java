package io.github.assetpaysim.contract.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.assetpaysim.contract.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Works out what answers and callbacks look like, whatever their values are. Used by one thread. */
public final class Shapes {
    /** These come and go with the connection, or tell of those who pass messages on. */
    private static final Pattern VARYING = Pattern.compile(
            "date|connection|keep-alive|transfer-encoding|content-length|content-encoding|accept-encoding|te|trailer|upgrade|http2-settings"
                    + "|host|age|via|forwarded|x-forwarded-.*|x-real-ip|cf-.*|cdn-.*|x-cache.*|x-served-by|x-timer|traceparent|tracestate"
                    + "|alt-svc|nel|report-to|server-timing|content-type");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    /** An object with more has names that are values. */
    private static final int MOST_NAMES = 100;

    private final Map<List<String>, Group> groups = new HashMap<>();

    private static final class Group {
        private int seen;
        private final Map<String, Integer> contentTypes = new TreeMap<>();
        private final Map<String, Integer> headers = new TreeMap<>();
        private final Map<String, Map<String, Integer>> types = new TreeMap<>();
        private final Map<String, Integer> answers = new HashMap<>();
    }

    /**
     * Adds an answer or a callback.
     *
     * @param about the operation, or the callbacks
     * @param status of HTTP, or of the trade
     * @param headers by name in lower case
     */
    public void add(String about, String status, Map<String, List<String>> headers, byte[] body) {
        Group group = groups.computeIfAbsent(List.of(about, status), none -> new Group());
        group.seen++;
        headers.forEach((name, values) -> {
            if (name.equals("content-type") && !values.isEmpty()) {
                count(group.contentTypes, contentType(values.get(0)));
            } else if (!VARYING.matcher(name).matches()) {
                count(group.headers, name);
            }
        });
        Map<String, Map<String, Integer>> types = new HashMap<>();
        if (body.length == 0) {
            count(types, Shape.ROOT, "empty");
        } else {
            try {
                add(Json.read(body), Shape.ROOT, types);
            } catch (IOException e) {
                count(types, Shape.ROOT, "no JSON");
            }
        }
        types.forEach((path, counts) -> {
            count(group.answers, path);
            Map<String, Integer> all = group.types.computeIfAbsent(path, none -> new TreeMap<>());
            counts.forEach((type, times) -> all.merge(type, times, Integer::sum));
        });
    }

    private static String contentType(String value) {
        return value.toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", "")
                .replaceAll(";boundary=[^;]*", "")
                .replaceAll(";$", "");
    }

    private static void add(JsonNode value, String path, Map<String, Map<String, Integer>> types) {
        count(types, path, value.getNodeType().name().toLowerCase(Locale.ROOT));
        if (value.isArray()) {
            value.forEach(each -> add(each, path + Shape.ELEMENTS, types));
        } else if (value.isObject()) {
            boolean named = value.size() <= MOST_NAMES
                    && value.properties().stream()
                            .allMatch(member -> NAME.matcher(member.getKey()).matches());
            value.properties().forEach(member -> {
                String prefix = path.equals(Shape.ROOT) ? "" : path + ".";
                add(member.getValue(), named ? prefix + member.getKey() : path + Shape.VALUES, types);
            });
        }
    }

    private static void count(Map<String, Map<String, Integer>> types, String path, String type) {
        count(types.computeIfAbsent(path, none -> new HashMap<>()), type);
    }

    private static void count(Map<String, Integer> counts, String what) {
        counts.merge(what, 1, Integer::sum);
    }

    /** All of it as it stands in a report. */
    public ArrayNode json() {
        ArrayNode json = Json.object().putArray("shapes");
        groups.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(
                        (one, other) -> (one.get(0) + ' ' + one.get(1)).compareTo(other.get(0) + ' ' + other.get(1))))
                .forEach(group ->
                        json.add(shape(group.getKey(), group.getValue()).json()));
        return json;
    }

    private static Shape shape(List<String> key, Group group) {
        Map<String, Member> headers = new TreeMap<>();
        group.headers.forEach((name, present) -> headers.put(name, Shape.header(present, group.seen)));
        Map<String, Member> members = new TreeMap<>();
        group.types.forEach((path, types) -> {
            Member alone = new Member(types, 0, group.answers.get(path));
            int of = path.equals(Shape.ROOT) || Shape.isElement(path)
                    ? alone.present()
                    : group.types.get(Shape.parent(path)).get("object");
            members.put(path, new Member(types, of, alone.answers()));
        });
        return new Shape(key.get(0), key.get(1), group.seen, group.contentTypes, headers, members);
    }
}
