package io.github.assetpaysim.simulator.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.setting.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Finds what words on a command line name. What is not found is a {@link UsageError} that says what there is. */
final class Names {
    /** The newest one. */
    static final String LAST = "last";

    private static final int LEAST = 4;
    private static final int MOST_NAMED = 5;
    /** Among so many, the newest, a misspelled id is looked for. */
    private static final int MOST_COMPARED = 200;

    /** How AssetPay tells where a trade stands (A6). */
    static final List<String> STATUSES = List.of(
            "INITIATED",
            "PENDING",
            "ACTIVE",
            "ESCROW",
            "HOLD",
            "COMPLETED",
            "FAILED",
            "CANCELED",
            "DECLINED",
            "REVERTED");

    private static final Set<String> OVER = Set.of("COMPLETED", "FAILED", "CANCELED", "DECLINED", "REVERTED");

    private Names() {}

    /** A status, in capitals or not. */
    static String status(String given, List<String> possible) {
        String status = given.toUpperCase(Locale.ROOT);
        if (!possible.contains(status)) {
            throw UsageError.unknown("status", status, possible);
        }
        return status;
    }

    /** Whether a trade with this status is over. */
    static boolean over(String status) {
        return OVER.contains(status);
    }

    /** The summary of the trade with this id, a beginning of it, or this external id. */
    static JsonNode trade(SimulatorClient simulator, String given) {
        return find("trade", given, simulator, "/trades", "trades");
    }

    /** The summary of the callback with this id or a beginning of it. */
    static JsonNode callback(SimulatorClient simulator, String given) {
        return find("callback", given, simulator, "/callbacks", "callbacks");
    }

    private static JsonNode find(String what, String given, SimulatorClient simulator, String path, String member) {
        boolean last = given.equals(LAST);
        List<JsonNode> all = list(simulator.get(path + (last ? "?limit=1" : "")).path(member));
        if (all.isEmpty()) {
            throw new UsageError("there is no " + what + " yet; trigger deposit makes one");
        }
        if (last) {
            return all.get(all.size() - 1);
        }
        for (JsonNode each : all) {
            if (given.equals(id(each)) || given.equals(each.path("externalId").textValue())) {
                return each;
            }
        }
        if (given.length() < LEAST) {
            throw new UsageError("'" + given + "' is too short for a " + what + ": give at least " + LEAST
                    + " characters of its id, or " + LAST);
        }
        List<JsonNode> begun =
                all.stream().filter(each -> id(each).startsWith(given)).toList();
        if (begun.isEmpty()) {
            throw new UsageError("there is no " + what + " '" + given + "'; " + meant(given, all) + newest(all));
        }
        if (begun.size() > 1) {
            throw new UsageError("'" + given + "' is the beginning of " + begun.size() + " ids: " + named(begun));
        }
        return begun.get(0);
    }

    private static String id(JsonNode each) {
        return each.path("id").asText();
    }

    private static String meant(String given, List<JsonNode> all) {
        List<String> known = new ArrayList<>();
        for (JsonNode each : all.subList(Math.max(0, all.size() - MOST_COMPARED), all.size())) {
            known.add(Wording.shortId(id(each), Math.max(given.length(), LEAST)));
            if (each.has("externalId")) {
                known.add(each.path("externalId").asText());
            }
        }
        String nearest = Spelling.nearest(given, known);
        return Spelling.isWithin(1 + given.length() / 4, given, nearest) ? "did you mean " + nearest + "? " : "";
    }

    private static String newest(List<JsonNode> all) {
        List<JsonNode> newest = all.subList(Math.max(0, all.size() - MOST_NAMED), all.size());
        return (all.size() == newest.size() ? "there are " : "of " + all.size() + " the newest are ") + named(newest);
    }

    private static String named(List<JsonNode> some) {
        int length = Wording.shortest(some);
        return some.stream()
                .limit(2 * MOST_NAMED)
                .map(each -> Wording.shortId(id(each), length) + " ("
                        + (each.has("event")
                                ? each.path("event").asText()
                                : each.path("kind").asText() + " "
                                        + each.path("status").asText())
                        + ")")
                .collect(Collectors.joining(", ", "", some.size() > 2 * MOST_NAMED ? ", …" : ""));
    }

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    /** The Steam id of a user: itself, or the one of a test user. */
    static String user(SimulatorClient simulator, String given) {
        if (given.matches("76561\\d{12}")) {
            return given;
        }
        List<String> names = new ArrayList<>();
        for (JsonNode user : simulator.getGlobal("/test-users").path("testUsers")) {
            if (user.path("name").asText().equals(given)) {
                return user.path("steamId").asText();
            }
            names.add(user.path("name").asText());
        }
        throw new UsageError("there is no test user '" + given + "'; did you mean " + Spelling.nearest(given, names)
                + "? Give a Steam id of 17 digits beginning with 76561, or one of " + String.join(", ", names));
    }
}
