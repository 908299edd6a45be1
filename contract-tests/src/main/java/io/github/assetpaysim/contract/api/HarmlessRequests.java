package io.github.assetpaysim.contract.api;

import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.api.Caller.Request;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.util.Arrays;
import java.util.List;

/**
 * Requests of every operation that change nothing: what reads asks for little, and what trades asks for no items and is refused.
 */
final class HarmlessRequests {
    /** Every operation that takes a client token. */
    static final List<Operation> CLIENTS =
            Arrays.stream(Operation.values()).filter(Operation::isClients).toList();

    /** How many {@link #sample} sends. */
    static final int SAMPLES = 19;

    private static final String LISTED = "AK-47 | Redline (Field-Tested)";

    private HarmlessRequests() {}

    /** One with the right credentials. */
    static Request ask(Caller caller, Operation operation) throws InterruptedException {
        return filled(caller, operation, caller.ask(operation));
    }

    /** One without credentials. */
    static Request bare(Caller caller, Operation operation) {
        return filled(caller, operation, caller.bare(operation));
    }

    private static Request filled(Caller caller, Operation operation, Request request) {
        return switch (operation) {
            case AUTHENTICATE -> request.body(caller.authentication());
            case INVENTORY, MARKET -> request.query("perPage", 1);
            case SUGGESTIONS -> request.query("q", "ak");
            case LISTINGS -> request.query("itemId", LISTED);
            case DEPOSIT, WITHDRAW -> request.body("{\"items\":[]}");
            case CHECK_TRADE_URL -> request.body(Json.object().put("tradeurl", "no trade URL"));
            case TRADES, PRICES -> request;
        };
    }

    /** Asks for answers of every operation and of all kinds, successes and refusals; what is not answered is passed over. */
    static void sample(Caller caller) throws InterruptedException {
        for (Operation operation : Operation.values()) {
            sent(() -> ask(caller, operation));
        }
        for (Operation operation : List.of(Operation.AUTHENTICATE, Operation.CHECK_TRADE_URL, Operation.PRICES)) {
            sent(() -> bare(caller, operation));
        }
        sent(() -> bare(caller, Operation.PRICES).header("api-key", "ap_nobody"));
        sent(() -> bare(caller, Operation.MARKET));
        sent(() -> caller.ask(Operation.AUTHENTICATE).body("{}"));
        sent(() -> caller.ask(Operation.CHECK_TRADE_URL).body("{"));
        sent(() -> caller.ask(Operation.TRADES).query("type", "GIFT"));
        sent(() -> caller.bare("GET", "/no-such-path"));
    }

    private interface Preparation {
        Request prepared() throws InterruptedException;
    }

    private static void sent(Preparation preparation) throws InterruptedException {
        try {
            preparation.prepared().send();
        } catch (CheckFailure e) {
            // Without a token, or without an answer, there is nothing to look at.
        }
    }
}
