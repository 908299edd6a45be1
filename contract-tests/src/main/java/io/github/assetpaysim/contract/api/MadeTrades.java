package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which trades a host has made, whatever it has answered: as its control API says, elsewhere as the user's history shows. */
record MadeTrades(Trader trader) {
    /** As many trades as a history shows at once. */
    static final int PAGE = 50;

    /** What the control API calls it, for the answer may be wrong; elsewhere what that says. */
    String id(ObjectNode order, String answered) throws InterruptedException {
        List<String> made = trader.isControlled()
                ? ids(controlled(), order.path("externalId").asText())
                : List.of();
        return made.isEmpty() || made.contains(answered) ? answered : made.get(made.size() - 1);
    }

    /**
     * Nothing but these trades was made: at a simulator by this merchant at all, elsewhere with the external id of the order.
     *
     * @throws CheckFailure when there are others
     */
    void require(ObjectNode order, StartedTrade... made) throws InterruptedException {
        String externalId =
                trader.isControlled() ? "" : order.path("externalId").asText();
        Set<String> expected = new TreeSet<>();
        for (StartedTrade trade : made) {
            if (externalId.isEmpty()
                    || trade.trade().path("externalId").asText().equals(externalId)) {
                expected.add(trade.id());
            }
        }
        Set<String> came = new TreeSet<>(ids(trader.isControlled() ? controlled() : history(order, made), externalId));
        if (!came.equals(expected)) {
            throw CheckFailure.violated("no trade to be made but " + expected, came.toString());
        }
    }

    private JsonNode controlled() throws InterruptedException {
        try {
            return trader.merchant().get("/trades").path("trades");
        } catch (IOException e) {
            throw CheckFailure.inconclusive(e.getMessage());
        }
    }

    /** What the history shows, among that what has been made lately. */
    private JsonNode history(ObjectNode order, StartedTrade... made) throws InterruptedException {
        Exchange answer = trader.caller()
                .get(Operation.TRADES, "limit", PAGE, "game", order.path("game").asText());
        if (!answer.isSuccess()) {
            throw CheckFailure.blocked("needs the history, which HIST-01 is about: " + answer.answered());
        }
        JsonNode data = answer.json().path("data");
        List<String> shown = ids(data.path("trades"), "");
        if (made.length == 0 || !Stream.of(made).map(StartedTrade::id).allMatch(shown::contains)) {
            requireOnePage(data);
        }
        return data.path("trades");
    }

    /**
     * The first page of a history shows what happened lately.
     *
     * @throws CheckFailure when there is more than one page: the check is blocked by what HIST-09 is about, that the newest come first
     */
    static void requireOnePage(JsonNode history) {
        if (history.path("count").asInt() > PAGE) {
            throw CheckFailure.blocked("needs to know where new trades stand, which HIST-09 is about: the user has "
                    + history.path("count") + " trades, and a page shows " + PAGE);
        }
    }

    private static List<String> ids(JsonNode trades, String externalId) {
        List<String> ids = new ArrayList<>();
        for (JsonNode trade : trades) {
            if (externalId.isEmpty() || trade.path("externalId").asText().equals(externalId)) {
                ids.add(trade.path("id").asText());
            }
        }
        return ids;
    }
}
