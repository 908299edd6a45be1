package io.github.assetpaysim.simulator.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.cli.command.Failure.Refused;
import io.github.assetpaysim.simulator.time.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Leads one trade to where it is to come, whatever the merchant's clock does: by events that happen to this trade alone. The clock is
 * not moved; one that moves by itself may move the trade meanwhile.
 */
final class Course {
    private static final Duration UNTIL_NEXT_LOOK = Duration.ofMillis(30);
    /** What comes so soon on a real clock is waited for. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Besides the time that a receiver has; then nothing more comes by itself. */
    private static final Duration STILL = PATIENCE.plusSeconds(10);

    private final SimulatorClient simulator;
    private final String path;
    private final String goal;
    private final Progress progress;
    private final String clock;
    private final boolean paced;
    private final boolean strict;
    /** Where the user may be faster, what he is to do comes first and the callbacks are waited for in the end. */
    private final boolean oneByOne;

    private final int mostLooksInVain;

    private JsonNode trade;
    private List<JsonNode> callbacks;
    private Instant now;
    private int looksInVain;

    /**
     * @param goal a status; null for the end that user and merchant bring about
     * @param merchant its settings
     */
    Course(SimulatorClient simulator, String tradeId, String goal, JsonNode merchant, Progress progress) {
        this.simulator = simulator;
        this.path = "/trades/" + SimulatorClient.encoded(tradeId);
        this.goal = goal;
        this.progress = progress;
        this.clock = merchant.path("clock").asText();
        this.paced = clock.equals("paced")
                && Duration.parse(merchant.path("pace").asText()).compareTo(PATIENCE) <= 0;
        this.strict = merchant.at("/assumptions/callbackOrder").asText().equals("strict");
        Duration still =
                Duration.parse(merchant.path("callbackTimeout").asText()).plus(STILL);
        this.oneByOne = clock.equals("frozen") || goal == null;
        this.mostLooksInVain = (int) still.dividedBy(UNTIL_NEXT_LOOK);
    }

    /** How the trade stands, as the control API tells it. */
    JsonNode trade() {
        return trade;
    }

    List<JsonNode> callbacks() {
        return callbacks;
    }

    /**
     * Leads it there, and waits until the merchant has heard of it.
     *
     * @return why it did not come there, or null when it did
     */
    String lead() {
        look();
        String problem = null;
        while (!reached() && (problem = problem()) == null) {
            String event = event();
            if (event == null || oneByOne && callbacksCome()) {
                pause();
            } else {
                makeHappen(event);
            }
            look();
        }
        while (callbacksCome() && looksInVain < mostLooksInVain) {
            pause();
            look();
        }
        return problem;
    }

    /** Why it will not come there, or null. */
    private String problem() {
        boolean still = looksInVain >= mostLooksInVain;
        if (trade.has("awaitsVerdict")) {
            return still || verdictIsFar() ? undecided() : null;
        }
        String event = event();
        if (event == null) {
            return isOver() ? "it is " + status() + why() : still ? "it stays " + status() : null;
        }
        boolean possible = Names.list(trade.path("possible")).stream()
                .anyMatch(each -> each.asText().equals(event));
        return possible ? null : "it is " + status() + why() + ", and '" + event + "' cannot happen any more";
    }

    private static void pause() {
        LockSupport.parkNanos(UNTIL_NEXT_LOOK.toNanos());
    }

    private void look() {
        String before = trade == null ? "" : stage();
        // Until both tell of the same moment: what is read first may be over when the other one is read.
        JsonNode after = simulator.get(path);
        do {
            trade = after;
            callbacks = Names.list(simulator
                    .get("/callbacks?details=true&tradeId="
                            + SimulatorClient.encoded(trade.path("id").asText()))
                    .path("callbacks"));
            after = simulator.get(path);
        } while (!after.path("stage").equals(trade.path("stage")));
        now = Instant.parse(simulator.get("/clock").path("now").asText());
        boolean news = progress.tell(callbacks) || !stage().equals(before);
        looksInVain = news ? 0 : looksInVain + 1;
    }

    private String stage() {
        return trade.path("stage").asText();
    }

    /** One that the clock has moved meanwhile is looked at again. */
    private void makeHappen(String event) {
        try {
            simulator.post(path + "/events", Map.of("event", event));
        } catch (Refused e) {
            if (e.code != 409) {
                throw e;
            }
        }
    }

    private String status() {
        return trade.path("status").asText();
    }

    private boolean isOver() {
        return Names.over(status());
    }

    private String why() {
        JsonNode history = trade.path("history");
        JsonNode why = history.path(history.size() - 1).path("why");
        return why.isMissingNode() ? "" : " (" + why.asText() + ")";
    }

    private boolean reached() {
        if (goal == null) {
            return isOver() && !stage().equals("REJECTED");
        }
        return status().equals(goal) || hasBeen();
    }

    /** A status may last a moment only. */
    private boolean hasBeen() {
        return callbacks.stream().anyMatch(each -> each.path("event").asText().equals(goal) && !each.has("copyOf"));
    }

    /** What to make happen now; null where time alone goes on, at once, or the merchant is asked. */
    private String event() {
        if (trade.has("awaitsVerdict")) {
            return null;
        }
        return goal == null ? ownEvent(stage()) : eventTo(goal, stage());
    }

    /** What this user and Steam would do sooner or later. */
    private String ownEvent(String stage) {
        String next = trade.at("/next/event").asText().toLowerCase(Locale.ROOT).replace('_', '-');
        return switch (next) {
            case "", "prepare" -> null;
            case "settle" -> stage.equals("ESCROWED") ? "end-hold" : null;
            // Comes at once by itself.
            case "escrow" -> null;
            default -> next;
        };
    }

    private static String eventTo(String goal, String stage) {
        boolean breaks = goal.equals("FAILED") || goal.equals("CANCELED");
        String breaking = goal.equals("FAILED") ? "fail" : "cancel";
        return switch (stage) {
            case "CREATED", "PREPARING" -> breaks ? breaking : "send-offer";
            case "OFFERED" ->
                switch (goal) {
                    case "FAILED", "CANCELED" -> breaking;
                    case "DECLINED" -> "decline";
                    case "ESCROW" -> "escrow";
                    default -> "accept";
                };
            case "ACCEPTED" -> breaks ? breaking : null;
            case "ESCROWED" -> breaks ? breaking : "end-hold";
            case "PROTECTED" -> goal.equals("REVERTED") ? "revert" : "end-hold";
            case "COMPLETED" -> goal.equals("REVERTED") ? "revert" : null;
            default -> null;
        };
    }

    /** Whether a first attempt of some callback is about to come, or under way. */
    private boolean callbacksCome() {
        boolean waits = strict && callbacks.stream().anyMatch(each -> state(each, "RETRYING"));
        return callbacks.stream().anyMatch(each -> state(each, "WAITING") && comes(each) && !waits);
    }

    /** Whether the merchant will not be asked again soon, though it has not decided. */
    private boolean verdictIsFar() {
        List<JsonNode> left = callbacks.stream()
                .filter(each -> state(each, "WAITING") || state(each, "RETRYING"))
                .toList();
        return !left.isEmpty() && left.stream().noneMatch(this::comes);
    }

    private static boolean state(JsonNode callback, String state) {
        return callback.path("state").asText().equals(state);
    }

    private boolean comes(JsonNode callback) {
        Instant next = next(callback);
        boolean soon = clock.equals("live") && !next.isAfter(now.plus(PATIENCE));
        return paced || soon || !next.isAfter(now);
    }

    private Instant next(JsonNode callback) {
        return callback.has("nextAttempt")
                ? Instant.parse(callback.path("nextAttempt").asText())
                : now;
    }

    private String undecided() {
        String wait = callbacks.stream()
                .filter(each -> each.has("nextAttempt"))
                .map(this::next)
                .min(Instant::compareTo)
                .map(next -> ", and is asked again in " + Durations.spoken(Duration.between(now, next))
                        + " of its clock" + (clock.equals("frozen") ? ", which is frozen: advance next" : ""))
                .orElse("");
        return "the merchant has not decided yet" + wait;
    }
}
