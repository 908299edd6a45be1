package io.github.assetpaysim.contract.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTML with places to fill, in a small part of Mustache: {@code {{name}}} is a value, escaped; {@code {{#name}} … {{/name}}} is there for
 * each element of an array, and for anything else that is not empty; {@code {{.}}} is the element itself; {@code {{>file}}} another file.
 * Names are looked up in the elements around, the nearest first. A section holds none of its own name.
 */
final class Template {
    private static final Pattern TAG = Pattern.compile("\\{\\{([#>]?)([\\w.]+)}}");

    private Template() {}

    /**
     * Fills a file that lies beside this class.
     *
     * @throws IllegalArgumentException when a name stands for nothing or a section has no end
     */
    static String filled(String file, JsonNode values) {
        StringBuilder html = new StringBuilder();
        fill(html, read(file), List.of(values));
        return html.toString();
    }

    private static String read(String file) {
        try (InputStream in = Template.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(StringBuilder html, String template, List<JsonNode> around) {
        Matcher tag = TAG.matcher(template);
        int done = 0;
        while (tag.find(done)) {
            html.append(template, done, tag.start());
            done = tag.end();
            String name = tag.group(2);
            switch (tag.group(1)) {
                case "" -> html.append(escaped(value(name, around).asText()));
                case ">" -> fill(html, read(name), around);
                default -> {
                    String end = "{{/" + name + "}}";
                    int close = template.indexOf(end, done);
                    if (close < 0) {
                        throw new IllegalArgumentException("the section " + name + " has no end");
                    }
                    section(html, template.substring(done, close), find(name, around), around);
                    done = close + end.length();
                }
            }
        }
        html.append(template, done, template.length());
    }

    private static void section(StringBuilder html, String inside, JsonNode value, List<JsonNode> around) {
        if (value == null || value.isNull()) {
            return;
        }
        if (value.isArray()) {
            value.forEach(each -> fill(html, inside, within(each, around)));
        } else if (value.isObject() || !value.asText().isEmpty()) {
            fill(html, inside, within(value, around));
        }
    }

    private static List<JsonNode> within(JsonNode value, List<JsonNode> around) {
        List<JsonNode> all = new ArrayList<>(List.of(value));
        all.addAll(around);
        return all;
    }

    private static JsonNode value(String name, List<JsonNode> around) {
        JsonNode value = find(name, around);
        if (value == null) {
            throw new IllegalArgumentException("nothing is called " + name);
        }
        return value;
    }

    private static JsonNode find(String name, List<JsonNode> around) {
        if (name.equals(".")) {
            return around.get(0);
        }
        return around.stream()
                .filter(each -> each.has(name))
                .map(each -> each.get(name))
                .findFirst()
                .orElse(null);
    }

    /** Text of HTML, which has no way to write most control characters. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\n', '\t' -> escaped.append((char) c);
                default -> escaped.appendCodePoint(Character.isISOControl(c) || c >= 0xD800 && c < 0xE000 ? '?' : c);
            }
        });
        return escaped.toString();
    }
}
