package io.github.assetpaysim.simulator.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells of a trade's statuses and of every attempt to send its callbacks, each once. */
final class Progress {
    private final Output out;
    private final JsonNode merchant;
    /** How many attempts of each callback have been told, by its id. */
    private final Map<String, Integer> told = new HashMap<>();

    /** @param merchant its settings */
    Progress(Output out, JsonNode merchant) {
        this.out = out;
        this.merchant = merchant;
    }

    /**
     * Tells what is new in the callbacks of the trade, which are in the order in which they began.
     *
     * @return whether there was anything
     */
    boolean tell(List<JsonNode> callbacks) {
        boolean news = false;
        for (JsonNode callback : callbacks) {
            String id = callback.path("id").asText();
            String faults = Wording.faults(callback);
            boolean copy = callback.has("copyOf");
            Integer before = told.get(id);
            if (before == null && !copy) {
                line(callback.path("event").asText(), faults.strip());
            }
            JsonNode attempts = callback.path("attempts");
            for (int i = before == null ? 0 : before; i < attempts.size(); i++) {
                JsonNode attempt = attempts.get(i);
                line(
                        "",
                        (copy ? "copy of the callback" + faults : "callback")
                                + (attempts.size() > 1 ? ", attempt " + (i + 1) : "") + ": " + Wording.result(attempt)
                                + (i == attempts.size() - 1 ? Wording.next(callback, attempt, merchant) : ""));
            }
            news |= !Integer.valueOf(attempts.size()).equals(told.put(id, attempts.size()));
        }
        return news;
    }

    private void line(String status, String more) {
        out.line(String.format(Locale.ROOT, "  %-10s %s", status, more).stripTrailing());
    }
}
