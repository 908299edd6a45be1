package io.github.assetpaysim.contract.api.corruption;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What goes over the wire in one direction: headers by name, whatever its case, and a body of any bytes. */
interface Message {
    Map<String, List<String>> headers();

    byte[] body();

    /** The first header of this name, or null. */
    default String header(String name) {
        List<String> values = headers().get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** The body; an empty object when it is no object. */
    default ObjectNode json() {
        try {
            JsonNode read = Json.read(body());
            return read instanceof ObjectNode object ? object : Json.object();
        } catch (IOException e) {
            return Json.object();
        }
    }

    static Map<String, List<String>> changed(Map<String, List<String>> headers, String name, String value) {
        Map<String, List<String>> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        changed.putAll(headers);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, List.of(value));
        }
        return changed;
    }

    /**
     * A request.
     *
     * @param target path and query as they were sent
     */
    record Ask(String method, String target, Map<String, List<String>> headers, byte[] body) implements Message {
        String path() {
            return target.split("\\?", 2)[0];
        }

        /** Names and values of the query, decoded. */
        Map<String, String> query() {
            Map<String, String> query = new LinkedHashMap<>();
            String[] parts = target.split("\\?", 2);
            if (parts.length == 2 && !parts[1].isEmpty()) {
                for (String pair : parts[1].split("&")) {
                    String[] sides = pair.split("=", 2);
                    query.put(
                            URLDecoder.decode(sides[0], UTF_8),
                            sides.length == 1 ? "" : URLDecoder.decode(sides[1], UTF_8));
                }
            }
            return query;
        }

        /** A value of the query, or null. */
        String query(String name) {
            return query().get(name);
        }

        /** The same with this in the query; null takes it away. */
        Ask with(String name, Object value) {
            Map<String, String> query = query();
            if (value == null) {
                query.remove(name);
            } else {
                query.put(name, value.toString());
            }
            String text = query.entrySet().stream()
                    .map(each ->
                            URLEncoder.encode(each.getKey(), UTF_8) + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                    .collect(Collectors.joining("&"));
            return new Ask(method, text.isEmpty() ? path() : path() + "?" + text, headers, body);
        }

        Ask without(Collection<String> names) {
            Ask less = this;
            for (String name : names) {
                less = less.with(name, null);
            }
            return less;
        }

        /** The same with this header; null takes it away. */
        Ask withHeader(String name, String value) {
            return new Ask(method, target, changed(headers, name, value), body);
        }

        Ask withBody(byte[] other) {
            return new Ask(method, target, headers, other);
        }

        Ask withJson(JsonNode json) {
            return withBody(Json.text(json).getBytes(UTF_8));
        }
    }

    /** An answer. */
    record Answer(int status, Map<String, List<String>> headers, byte[] body) implements Message {
        boolean isSuccess() {
            return status / 100 == 2;
        }

        /** The code of a refusal; 0 for none. */
        int code() {
            return json().at("/error/code").asInt();
        }

        Answer withStatus(int other) {
            return new Answer(other, headers, body);
        }

        /** The same with this header; null takes it away. */
        Answer withHeader(String name, String value) {
            return new Answer(status, changed(headers, name, value), body);
        }

        Answer withText(String text) {
            return new Answer(status, headers, text.getBytes(UTF_8));
        }

        Answer withJson(JsonNode json) {
            return withText(Json.text(json));
        }

        /** The same with another value for data. */
        Answer withData(JsonNode data) {
            ObjectNode json = json();
            json.set("data", data);
            return withJson(json);
        }
    }
}
