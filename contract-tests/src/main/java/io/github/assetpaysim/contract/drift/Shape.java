package io.github.assetpaysim.contract.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the answers to one operation with one status look like, or the callbacks about one status of a type of trade.
 *
 * @param about the operation, or the callbacks
 * @param status of HTTP, or of the trade
 * @param seen how many there were
 * @param contentTypes how often each came
 * @param headers by name in lower case
 * @param members by path, such as {@code data.inventory[].offer.price}; {@link #ROOT} is the whole body
 */
record Shape(
        String about,
        String status,
        int seen,
        Map<String, Integer> contentTypes,
        Map<String, Member> headers,
        Map<String, Member> members) {
    static final String ROOT = "$";
    /** What the elements of an array have instead of a name. */
    static final String ELEMENTS = "[]";
    /** What members have instead of a name when their names are values. */
    static final String VALUES = "{}";

    static boolean isElement(String path) {
        return path.endsWith(ELEMENTS) || path.endsWith(VALUES);
    }

    /** The path of the object in which a member is. */
    static String parent(String path) {
        int end = isElement(path) ? path.length() - ELEMENTS.length() : path.lastIndexOf('.');
        return end <= 0 ? ROOT : path.substring(0, end);
    }

    /** In how many objects a member could have been. */
    int places(String path) {
        Member parent = members.get(parent(path));
        return parent == null ? 0 : parent.objects();
    }

    /** In how many answers it could have been. */
    int chances(String path) {
        Member parent = members.get(parent(path));
        return parent == null ? 0 : parent.answers();
    }

    /** As it stands in a report. Texts of the host are values there, not names, so that secrets in them can be masked. */
    ObjectNode json() {
        ObjectNode json =
                Json.object().put("about", about).put("status", status).put("seen", seen);
        ArrayNode types = json.putArray("contentTypes");
        contentTypes.forEach(
                (type, times) -> types.addObject().put("type", type).put("seen", times));
        ArrayNode names = json.putArray("headers");
        headers.forEach((name, header) -> names.addObject()
                .put("name", name)
                .put("always", header.isAlways())
                .put("present", header.present()));
        ArrayNode paths = json.putArray("members");
        members.forEach((path, member) -> {
            ObjectNode each = paths.addObject().put("path", path);
            ObjectNode counts = each.putObject("types");
            member.types().forEach(counts::put);
            each.put("always", member.isAlways())
                    .put("present", member.present())
                    .put("of", member.of())
                    .put("answers", member.answers());
        });
        return json;
    }

    /** @throws IllegalArgumentException when it is none */
    static Shape read(JsonNode json) {
        int seen = json.required("seen").asInt();
        Map<String, Integer> contentTypes = new TreeMap<>();
        json.required("contentTypes")
                .forEach(type -> contentTypes.put(
                        type.required("type").asText(), type.required("seen").asInt()));
        Map<String, Member> headers = new TreeMap<>();
        json.required("headers").forEach(header -> {
            int present = header.required("present").asInt();
            headers.put(header.required("name").asText(), header(present, seen));
        });
        Map<String, Member> members = new TreeMap<>();
        json.required("members").forEach(member -> {
            Map<String, Integer> types = new TreeMap<>();
            member.required("types")
                    .properties()
                    .forEach(type -> types.put(type.getKey(), type.getValue().asInt()));
            members.put(
                    member.required("path").asText(),
                    new Member(
                            types,
                            member.required("of").asInt(),
                            member.required("answers").asInt()));
        });
        return new Shape(
                json.required("about").asText(),
                json.required("status").asText(),
                seen,
                contentTypes,
                headers,
                members);
    }

    static Member header(int present, int seen) {
        return new Member(Map.of("string", present), seen, present);
    }
}
