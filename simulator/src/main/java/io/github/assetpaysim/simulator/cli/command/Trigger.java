package io.github.assetpaysim.simulator.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.cli.command.Failure.AnswerLost;
import io.github.assetpaysim.simulator.time.WallClock;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The command that makes a trade as a user would, and leads it where it is told to. */
final class Trigger {
    private static final String CS2 = "730";
    private static final String RUST = "252490";
    /** Which callbacks of the trade a fault strikes, beside its own parameters. */
    private static final List<String> WHICH = List.of("status", "nth", "times");

    private static final Option USER =
            Option.of("user", "a Steam id, or the name of a test user", "76561198012345678", "who trades");
    private static final Option GAME = Option.of("game", CS2 + " or " + RUST, CS2, "CS2 or Rust");

    static final List<Option> OPTIONS = List.of(
            USER,
            Option.of(
                    "to",
                    "a status",
                    "where to lead the trade; otherwise to the end that the user, and for a"
                            + " withdrawal the merchant, brings about: mostly COMPLETED"),
            Option.of("price", "a number of USD", "the item whose price is nearest; otherwise the first"),
            GAME,
            Option.of("external-id", "1 to 128 characters", "the merchant's own id of the trade; made up unless given"),
            Option.of("instant", "true or false", "whether a deposit asks for instant credit"),
            Option.repeatable(
                    "fault",
                    "NAME or NAME:PARAMETER=VALUE,…",
                    "plans a fault for this trade first, such as duplicate:copies=3,status=HOLD; status, nth and times"
                            + " say which of its callbacks"));

    static final String HELP = """
            Authenticates the user, picks an item, starts the trade by AssetPay's own API, and tells every
            status and every attempt to send a callback. It moves this trade alone and waits for no days;
            the merchant decides about a withdrawal by its answer. When it is done and the merchant has not
            got one of its callbacks, the exit status is 1; what a fault has dropped or forged does not count.
            """;

    private Trigger() {}

    static ExitStatus run(Given given, SimulatorClient simulator, Output out) {
        String word = given.word();
        List<String> kinds = List.of("deposit", "withdrawal");
        if (!kinds.contains(word)) {
            throw new UsageError("trigger can make a deposit or a withdrawal, not '" + word + "'");
        }
        Order order = order(word.equals("withdrawal"), given, simulator);
        String goal = given.value("to") == null ? null : Names.status(given.value("to"), reachable(order));
        JsonNode merchant = simulator.get("");
        plan(order, given.all("fault"), simulator);
        if (!merchant.has("callbackUrl")) {
            out.line("The merchant has no callback URL, so it hears nothing; callback-url URL gives it one.");
        }
        JsonNode trade = submit(order, simulator, out);
        Course course = new Course(simulator, trade.path("id").asText(), goal, merchant, new Progress(out, merchant));
        String problem = course.lead();
        Summary summary = new Summary(course, merchant);
        summary.print(problem == null ? goal : null, out);
        ObjectNode value = SimulatorClient.JSON.createObjectNode().put("reached", problem == null);
        value.set("trade", course.trade());
        value.putArray("callbacks").addAll(course.callbacks());
        out.value(value);
        if (problem != null) {
            throw new Failure(
                    ExitStatus.NOT_AS_ASKED,
                    (goal == null ? "not completed: " : "the trade did not reach " + goal + ": ") + problem);
        }
        if (!summary.owed().isEmpty()) {
            throw new Failure(
                    ExitStatus.NOT_AS_ASKED, "the trade came there, but the merchant has not got " + summary.owed());
        }
        return ExitStatus.DONE;
    }

    private static Order order(boolean withdrawal, Given given, SimulatorClient simulator) {
        String game = given.value(GAME);
        if (!List.of(CS2, RUST).contains(game)) {
            throw new UsageError("--game must be " + CS2 + " for CS2 or " + RUST + " for Rust, not '" + game + "'");
        }
        String price = given.value("price");
        if (price != null && !price.matches("\\d{1,9}(\\.\\d{1,2})?")) {
            throw new UsageError("--price must be a number of USD with at most two decimals, not '" + price + "'");
        }
        String instant = given.value("instant");
        if (instant != null && (withdrawal || !instant.matches("true|false"))) {
            throw new UsageError("--instant is true or false, and for deposits");
        }
        String externalId = given.value("external-id");
        return new Order(
                withdrawal,
                Names.user(simulator, given.value(USER)),
                game,
                price == null ? null : new BigDecimal(price),
                externalId == null ? "trigger-" + Long.toString(WallClock.CLOCK.millis(), 36) : externalId,
                instant == null ? null : Boolean.valueOf(instant));
    }

    /** Rust trades are final at once; a withdrawal is PENDING only where that is assumed, and a moment. */
    private static List<String> reachable(Order order) {
        List<String> statuses = new ArrayList<>(Names.STATUSES);
        if (order.withdrawal()) {
            statuses.remove("PENDING");
        }
        if (order.game().equals(RUST)) {
            statuses.removeAll(List.of("HOLD", "REVERTED"));
        }
        return statuses;
    }

    private static void plan(Order order, List<String> faults, SimulatorClient simulator) {
        if (faults.isEmpty()) {
            return;
        }
        JsonNode kinds = simulator.getGlobal("/faults");
        List<ObjectNode> entries = new ArrayList<>();
        for (String each : faults) {
            FaultSpec fault = FaultSpec.of(kinds, each, WHICH);
            ObjectNode trigger = SimulatorClient.JSON.createObjectNode();
            if (fault.strikesCallbacks()) {
                trigger.put("on", "callback").put("externalId", order.externalId());
            } else {
                trigger.put("on", order.withdrawal() ? "withdraw" : "deposit").put("steamId", order.steamId());
            }
            for (String which : WHICH) {
                String value = fault.parameters().get(which);
                if (value != null) {
                    trigger.set(which, FaultSpec.typed(value, which.equals("status") ? "text" : "number"));
                }
            }
            if (trigger.has("status")) {
                trigger.put("status", Names.status(trigger.path("status").asText(), Names.STATUSES));
            }
            entries.add(fault.planned(trigger));
        }
        Faults.add(entries, simulator);
    }

    /** When the answer is lost, as a fault may will it, the trade may be there all the same. */
    private static JsonNode submit(Order order, SimulatorClient simulator, Output out) {
        Order.Picked picked = order.pick(simulator);
        JsonNode trade;
        try {
            trade = order.submit(picked, simulator);
        } catch (AnswerLost e) {
            trade = simulator
                    .get("/trades?externalId=" + SimulatorClient.encoded(order.externalId()))
                    .path("trades")
                    .path(0);
            if (trade.isMissingNode()) {
                throw e;
            }
            out.line("the answer was lost, but the trade was made");
        }
        out.line((order.withdrawal() ? "withdrawal " : "deposit ") + Wording.shortId(trade.path("id")) + " of "
                + picked.item().path("marketHashName").asText() + " at "
                + Wording.usd(picked.item().at("/offer/price")) + " USD by " + order.steamId());
        return trade;
    }
}
