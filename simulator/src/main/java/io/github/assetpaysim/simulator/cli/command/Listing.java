package io.github.assetpaysim.simulator.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commands that show trades and callbacks. */
final class Listing {
    private static final Option LIMIT = Option.of("limit", "a whole number from 1 on", "only so many, the newest");

    static final List<Option> OF_TRADES = List.of(
            Option.of("status", "a status", "only those with it"),
            Option.flag("open", "only those that are not over"),
            LIMIT);

    static final List<Option> OF_CALLBACKS = List.of(
            Option.of("trade", "a trade, as for trades", "only those of it"),
            Option.flag("failed", "only those whose last attempt failed, or that have no URL to go to"),
            Option.flag("body", "prints the exact bytes of the callback's body, and nothing else"),
            LIMIT);

    static final List<Option> OF_EXPLAIN = List.of(Option.of(
            "key",
            "any text",
            "the key to check, such as the one that your code computes; otherwise the callback's own"));

    private Listing() {}

    static ExitStatus trades(Given given, SimulatorClient simulator, Output out) {
        Optional<String> one = given.optionalWord();
        if (one.isPresent()) {
            return trade(Names.trade(simulator, one.get()), simulator, out);
        }
        String status = given.value("status") == null ? null : Names.status(given.value("status"), Names.STATUSES);
        boolean open = given.flag("open");
        Integer limit = given.number("limit");
        boolean all = status == null && !open;
        JsonNode answer = simulator.get("/trades" + (all && limit != null ? "?limit=" + limit : ""));
        List<JsonNode> trades = newest(
                Names.list(answer.path("trades")).stream()
                        .filter(each ->
                                status == null || each.path("status").asText().equals(status))
                        .filter(each -> !open || !Names.over(each.path("status").asText()))
                        .toList(),
                limit);
        out.value(listed("trades", trades, answer));
        if (trades.isEmpty()) {
            out.line(all ? "no trades yet; trigger deposit makes one" : "no such trades");
        } else if (!out.json()) {
            int length = Wording.shortest(trades);
            Table table = new Table("TRADE", "KIND", "STATUS", "USER", "ITEMS", "    PRICE", "UPDATED", "EXTERNAL ID");
            for (JsonNode each : trades) {
                String price = Wording.usd(each.path("totalPrice"));
                table.row(
                        Wording.shortId(each.path("id").asText(), length),
                        each.path("kind").asText(),
                        each.path("status").asText() + (each.has("awaitsVerdict") ? " ?" : ""),
                        each.path("steamId").asText(),
                        each.path("items").asText(),
                        " ".repeat(Math.max(0, 9 - price.length())) + price,
                        Wording.whenShort(each.path("updatedAt")),
                        each.path("externalId").asText());
            }
            table.print(out);
        }
        return ExitStatus.DONE;
    }

    private static ExitStatus trade(JsonNode summary, SimulatorClient simulator, Output out) {
        JsonNode trade = simulator.get(
                "/trades/" + SimulatorClient.encoded(summary.path("id").asText()));
        out.value(trade);
        out.line(trade.path("kind").asText() + " " + trade.path("id").asText() + " is "
                + trade.path("status").asText() + (trade.has("awaitsVerdict") ? ", and the merchant is asked" : ""));
        out.line("  user      " + summary.path("steamId").asText());
        out.line("  external  " + summary.path("externalId").asText("none"));
        out.line("  price     " + Wording.usd(summary.path("totalPrice")) + " USD for "
                + summary.path("items").asText() + (summary.path("items").asInt() == 1 ? " item" : " items"));
        for (JsonNode step : trade.path("history")) {
            out.line("  " + Wording.when(step.path("at")) + "  "
                    + step.path("event").asText() + " -> " + step.path("stage").asText()
                    + (step.has("why") ? ", " + step.path("why").asText() : ""));
        }
        JsonNode next = trade.path("next");
        out.line("  next      "
                + (next.isMissingNode()
                        ? "nothing happens by itself"
                        : next.path("event").asText() + ", " + Wording.when(next.path("due"))));
        out.line("  possible  " + joined(trade.path("possible")));
        return ExitStatus.DONE;
    }

    private static String joined(JsonNode words) {
        String text = String.join(
                ", ", Names.list(words).stream().map(JsonNode::asText).toList());
        return text.isEmpty() ? "nothing any more" : text;
    }

    static ExitStatus callbacks(Given given, SimulatorClient simulator, Output out) {
        Optional<String> one = given.optionalWord();
        if (given.flag("body") && (one.isEmpty() || out.json())) {
            throw new UsageError("--body prints the body of one callback: callbacks CALLBACK --body, without --json");
        }
        if (one.isPresent()) {
            JsonNode callback = detail(Names.callback(simulator, one.get()), simulator);
            return given.flag("body") ? bytes(callback, out) : callback(callback, out);
        }
        String trade = given.value("trade");
        String query = trade == null
                ? ""
                : "?tradeId="
                        + SimulatorClient.encoded(
                                Names.trade(simulator, trade).path("id").asText());
        boolean failed = given.flag("failed");
        JsonNode answer = simulator.get("/callbacks" + query);
        List<JsonNode> callbacks = newest(
                Names.list(answer.path("callbacks")).stream()
                        .filter(each -> !failed || Wording.failed(each))
                        .toList(),
                given.number("limit"));
        out.value(listed("callbacks", callbacks, answer));
        if (callbacks.isEmpty()) {
            out.line(failed ? noneFailed(query, simulator) : "no callbacks yet; trigger deposit causes some");
        } else if (!out.json()) {
            int length = Wording.shortest(callbacks);
            Table table = new Table("CALLBACK", "TRADE", "EVENT", "STATE", "TRIES", "GENERATED", "LAST RESULT");
            for (JsonNode each : callbacks) {
                table.row(
                        Wording.shortId(each.path("id").asText(), length),
                        Wording.shortId(each.path("tradeId")),
                        each.path("event").asText(),
                        each.path("state").asText(),
                        each.path("attempts").asText(),
                        Wording.whenShort(each.path("generatedAt")),
                        each.path("lastResult").asText() + Wording.faults(each));
            }
            table.print(out);
        }
        return ExitStatus.DONE;
    }

    /** That none has failed, or which had before they were delivered. */
    static String noneFailed(String query, SimulatorClient simulator) {
        JsonNode all = simulator.get("/callbacks" + query + (query.isEmpty() ? "?" : "&") + "details=true");
        List<String> late = Names.list(all.path("callbacks")).stream()
                .filter(Wording::deliveredLate)
                .map(each -> Wording.shortId(each.path("id")))
                .toList();
        return late.isEmpty()
                ? "no callback has failed"
                : "none fails now; " + late.size() + (late.size() == 1 ? " was" : " were")
                        + " delivered on a later attempt: " + String.join(", ", late);
    }

    private static JsonNode detail(JsonNode summary, SimulatorClient simulator) {
        return simulator.get(
                "/callbacks/" + SimulatorClient.encoded(summary.path("id").asText()));
    }

    private static ExitStatus bytes(JsonNode callback, Output out) {
        byte[] body = Base64.getDecoder().decode(callback.path("bodyBase64").asText());
        out.stream().write(body, 0, body.length);
        return ExitStatus.DONE;
    }

    /** Asks the simulator, which knows the secret, what it thinks of a callback's signature. */
    static ExitStatus explain(Given given, SimulatorClient simulator, Output out) {
        JsonNode callback = detail(Names.callback(simulator, given.word()), simulator);
        ObjectNode question = SimulatorClient.JSON
                .createObjectNode()
                .put("merchant", simulator.merchant())
                .put("body", callback.path("body").asText());
        if (given.value("key") != null) {
            question.put("key", given.value("key"));
        }
        JsonNode answer = simulator.postGlobal("/explain-callback", question);
        out.value(answer);
        SignatureReport report = SignatureReport.of(answer);
        report.text().lines().forEach(out::line);
        return report.verifies() ? ExitStatus.DONE : ExitStatus.NOT_AS_ASKED;
    }

    private static ExitStatus callback(JsonNode callback, Output out) {
        out.value(callback);
        out.line("callback " + callback.path("id").asText() + " is "
                + callback.path("state").asText());
        out.line("  " + callback.path("event").asText() + " of trade "
                + callback.path("tradeId").asText() + ", generated " + Wording.when(callback.path("generatedAt"))
                + " real time"
                + Wording.faults(callback));
        if (callback.has("copyOf")) {
            out.line("  the same bytes as callback " + callback.path("copyOf").asText());
        }
        headers(callback.path("headers"), "  ", out);
        body(callback.path("body"), "  ", out);
        for (JsonNode attempt : callback.path("attempts")) {
            out.line("");
            out.line("attempt " + attempt.path("number").asText() + " to "
                    + attempt.path("url").asText() + ", due " + Wording.when(attempt.path("due"))
                    + (attempt.has("sent") ? ", sent " + Wording.when(attempt.path("sent")) + " real time" : "") + ": "
                    + Wording.result(attempt));
            headers(attempt.path("headers"), "  ", out);
            body(attempt.path("body"), "  ", out);
        }
        if (callback.has("nextAttempt")) {
            out.line("");
            out.line("next attempt " + Wording.when(callback.path("nextAttempt")));
        }
        out.line("");
        out.line("is its signature in doubt? " + Wording.explain(callback));
        return ExitStatus.DONE;
    }

    private static void headers(JsonNode headers, String indent, Output out) {
        for (Map.Entry<String, JsonNode> header : headers.properties()) {
            Iterable<JsonNode> values = header.getValue().isArray() ? header.getValue() : List.of(header.getValue());
            values.forEach(value -> out.line(indent + header.getKey() + ": " + value.asText()));
        }
    }

    /** Without a change of its own; on one line per line of it. */
    private static void body(JsonNode body, String indent, Output out) {
        if (!body.asText().isEmpty()) {
            out.line("");
            body.asText().lines().forEach(line -> out.line(indent + line));
        }
    }

    private static <T> List<T> newest(List<T> all, Integer limit) {
        return limit == null ? all : all.subList(Math.max(0, all.size() - limit), all.size());
    }

    private static ObjectNode listed(String member, List<JsonNode> some, JsonNode answer) {
        ObjectNode listed = SimulatorClient.JSON.createObjectNode();
        listed.putArray(member).addAll(some);
        return listed.put("dropped", answer.path("dropped").asInt());
    }
}
