package io.github.assetpaysim.simulator.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.cli.command.Failure.AnswerLost;
import io.github.assetpaysim.simulator.time.WallClock;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The command that prints what happens, as it happens. */
final class Tail {
    private static final Duration UNTIL_NEXT_TRY = Duration.ofSeconds(1);

    private final SimulatorClient simulator;
    private final Output out;
    /** The last event that is known, or null. */
    private String position;

    private Tail(SimulatorClient simulator, Output out) {
        this.simulator = simulator;
        this.out = out;
    }

    /** Ends when the merchant does. Whoever presses Ctrl-C is done as well. */
    static ExitStatus run(Given given, SimulatorClient simulator, Output out) {
        given.refuseMoreThan(0);
        Thread onSignal = new Thread(() -> Runtime.getRuntime().halt(ExitStatus.DONE.code), "assetpay-tail-ends");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            return new Tail(simulator, out).run();
        } finally {
            Runtime.getRuntime().removeShutdownHook(onSignal);
        }
    }

    private ExitStatus run() {
        Stream<String> lines = simulator.events(null);
        out.line("what happens at " + simulator.url() + " to merchant " + simulator.merchant() + ", until Ctrl-C:");
        while (true) {
            try (Stream<String> open = lines) {
                if (!follow(open.iterator())) {
                    return ExitStatus.DONE;
                }
            } catch (UncheckedIOException e) {
                // As when it ends without one: the simulator is gone.
            }
            out.line(time() + "  the simulator is gone; trying again every second");
            lines = again();
            out.line(time() + "  it is back");
        }
    }

    /** The stream of a simulator that is there again. */
    private Stream<String> again() {
        while (true) {
            LockSupport.parkNanos(UNTIL_NEXT_TRY.toNanos());
            try {
                return simulator.events(position);
            } catch (AnswerLost e) {
                continue;
            } catch (Failure e) {
                if (e.status != ExitStatus.NO_SIMULATOR || Thread.interrupted()) {
                    throw e;
                }
            }
        }
    }

    /** Prints event after event; false when the merchant has ended, or nobody reads any more. */
    private boolean follow(Iterator<String> lines) {
        String event = "message";
        StringBuilder data = new StringBuilder();
        String id = position;
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.isEmpty()) {
                if (data.length() > 0) {
                    position = id;
                    print(event, data.toString());
                }
                if (out.closed()) {
                    return false;
                }
                if (event.equals("end")) {
                    out.line(time() + "  the merchant has ended");
                    return false;
                }
                event = "message";
                data.setLength(0);
            } else if (line.startsWith("data:")) {
                data.append(value(line));
            } else if (line.startsWith("event:")) {
                event = value(line);
            } else if (line.startsWith("id:")) {
                id = value(line);
            }
        }
        return true;
    }

    private static String value(String line) {
        return line.substring(line.indexOf(':') + 1).strip();
    }

    private void print(String event, String text) {
        JsonNode data = SimulatorClient.parsed(text);
        ObjectNode value = SimulatorClient.JSON.createObjectNode().put("event", event);
        if (position != null) {
            value.put("id", position);
        }
        out.value(value.set("data", data));
        String line = switch (event) {
            case "trade" -> trade(data);
            case "callback" -> callback(data);
            case "request" -> request(data);
            case "clock" ->
                "clock     " + data.path("mode").asText() + ", now " + Wording.when(data.path("now"))
                        + (data.has("nextDue") ? ", next due " + Wording.when(data.path("nextDue")) : "");
            case "faults" ->
                "faults    " + data.path("faults").size() + " planned, "
                        + data.path("neverStruck").size() + " of them never struck yet";
            case "settings" ->
                "settings  callback URL " + data.path("callbackUrl").asText("none") + ", clock "
                        + data.path("clock").asText();
            case "missed" ->
                "missed    "
                        + (data.path("missed").isNumber() ? data.path("missed").asText() : "some")
                        + " events; trades and callbacks list all";
            default -> null;
        };
        if (line != null) {
            out.line(time() + "  " + line);
        }
        if (event.equals("request") && data.has("hint")) {
            out.line("          hint: " + data.path("hint").asText());
        }
    }

    private static String trade(JsonNode trade) {
        return "trade     " + Wording.shortId(trade.path("id")) + "  "
                + trade.path("kind").asText() + " "
                + trade.path("status").asText() + " of " + trade.path("steamId").asText() + ", "
                + Wording.usd(trade.path("totalPrice")) + " USD"
                + (trade.has("why") ? " (" + trade.path("why").asText() + ")" : "") + ", "
                + Wording.when(trade.path("updatedAt"));
    }

    private static String callback(JsonNode callback) {
        JsonNode attempt = callback.path("attempt");
        return "callback  " + Wording.shortId(callback.path("id")) + "  "
                + callback.path("event").asText() + " of "
                + Wording.shortId(callback.path("tradeId"))
                + (attempt.isMissingNode()
                        ? " is " + callback.path("state").asText()
                        : ", attempt " + attempt.path("number").asText() + ": " + Wording.result(attempt)
                                + Wording.next(callback, attempt))
                + Wording.faults(callback);
    }

    private static String request(JsonNode request) {
        JsonNode error = request.path("error");
        return "request   " + request.path("method").asText() + " "
                + request.path("path").asText() + " -> "
                + request.path("status").asText("no answer")
                + (error.isMissingNode()
                        ? ""
                        : " " + error.path("code").asText() + " "
                                + error.path("key").asText())
                + Wording.faults(request);
    }

    /** Of the day, UTC as everywhere. */
    private static String time() {
        return WallClock.CLOCK.instant().toString().substring(11, 19);
    }
}
