package io.github.assetpaysim.simulator.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells of a trade's statuses and of every attempt to send its callbacks, each once. */
final class Progress {
    private final Output out;
    /** How many attempts of each callback have been told, by its id. */
    private final Map<String, Integer> told = new HashMap<>();

    Progress(Output out) {
        this.out = out;
    }

    /** Tells what is new in the callbacks of the trade, which are in the order in which they began. */
    void tell(List<JsonNode> callbacks) {
        for (JsonNode callback : callbacks) {
            String id = callback.path("id").asText();
            Integer before = told.get(id);
            if (before == null && !callback.has("copyOf")) {
                out.line(line(callback, "", Wording.faults(callback)));
            }
            JsonNode attempts = callback.path("attempts");
            for (int i = before == null ? 0 : before; i < attempts.size(); i++) {
                boolean last = i == attempts.size() - 1;
                JsonNode attempt = attempts.get(i);
                String what = callback.has("copyOf") ? "copy of the callback" : "callback";
                out.line(line(
                        callback,
                        what + (attempts.size() > 1 || i > 0 ? ", attempt " + (i + 1) : "") + ": ",
                        Wording.result(attempt) + (last ? Wording.next(callback, attempt) : "")));
            }
            told.put(id, attempts.size());
        }
    }

    private static String line(JsonNode callback, String what, String more) {
        return String.format(Locale.ROOT, "  %-10s %s%s", what.isEmpty() ? callback.path("event").asText() : "", what, more)
                .stripTrailing();
    }
}
