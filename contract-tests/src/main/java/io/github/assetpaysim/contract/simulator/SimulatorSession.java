package io.github.assetpaysim.contract.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.http.HttpUrl;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.SentCallback;
import io.github.assetpaysim.contract.plan.Unusable;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The throwaway merchant in the simulator and everything that happens to it: its users, what is paid, what goes wrong, how trades
 * go on. Its clock stands still; what a control event causes happens at once, retries included.
 *
 * <p>Thread-safe: it has no state that changes. The merchant is thrown away also when the program is stopped.
 */
public final class SimulatorSession {
    /** Retries follow at once, for the clock stands still. */
    private static final List<String> RETRIES = List.of("0s", "0s");

    /** How often a callback is tried before it is given up. */
    public static final int ATTEMPTS = RETRIES.size() + 1;

    /** USD at AssetPay, more than all withdrawals of a run cost. */
    private static final int BALANCE = 1_000_000;

    /** How long the simulator waits in one request, and how often is looked whether the merchant answers at all. */
    private static final Duration LONGEST_AWAIT = Duration.ofSeconds(5);

    private final Control control;
    private final String path;
    private final JsonNode merchant;
    private final Duration callbackTimeout;
    /** Throws the merchant away when the program is stopped. */
    private final Thread hook;

    private SimulatorSession(Control control, JsonNode merchant, Duration callbackTimeout, Thread hook) {
        this.control = control;
        this.path = path(merchant.path("id").asText());
        this.merchant = merchant;
        this.callbackTimeout = callbackTimeout;
        this.hook = hook;
    }

    private static String path(String merchantId) {
        return "/merchants/" + merchantId;
    }

    /**
     * What the merchant is to be.
     *
     * @param target the base URL of the simulator
     * @param merchantId null for one that nobody has
     * @param apiKey null likewise
     */
    public record Registration(
            HttpUrl target,
            HttpUrl callbackUrl,
            String merchantId,
            String apiKey,
            String apiSecret,
            Duration callbackTimeout) {}

    /**
     * Makes the merchant.
     *
     * @param freeId an id that nobody has
     * @throws Unusable when the simulator will not
     */
    public static SimulatorSession open(Control control, Registration wanted, String freeId)
            throws IOException, InterruptedException {
        String id = wanted.merchantId() == null ? freeId : wanted.merchantId();
        ObjectNode settings = Json.object()
                .put("merchantId", id)
                .put("callbackUrl", wanted.callbackUrl().text())
                .put("apiSecret", wanted.apiSecret())
                .put("clock", "frozen")
                .put("balance", BALANCE)
                .put("callbackTimeout", wanted.callbackTimeout().toString());
        ArrayNode retries = settings.putArray("retry");
        RETRIES.forEach(retries::add);
        if (wanted.apiKey() != null) {
            settings.put("apiKey", wanted.apiKey());
        }
        Thread hook = new Thread(() -> delete(control, path(id)), "assetpay-tidying");
        boolean nobodyElses = wanted.merchantId() == null;
        if (nobodyElses) {
            // The program may be stopped while the request is on its way.
            Runtime.getRuntime().addShutdownHook(hook);
        }
        try {
            JsonNode merchant = control.post("/merchants", settings);
            if (!nobodyElses) {
                Runtime.getRuntime().addShutdownHook(hook);
            }
            return new SimulatorSession(control, merchant, wanted.callbackTimeout(), hook);
        } catch (Control.Refused e) {
            if (nobodyElses) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
            throw refused(wanted, e);
        }
    }

    private static Unusable refused(Registration wanted, Control.Refused refused) {
        if (refused.status() == 409) {
            return new Unusable("The simulator at " + wanted.target() + " already has a merchant with these"
                    + " credentials (" + refused.getMessage()
                    + "), and the kit needs one of its own: start the simulator"
                    + " without them, or delete that merchant (GET /_sim/merchants lists all, DELETE"
                    + " /_sim/merchants/{id} ends one), or give other ones to the kit and to your merchant.");
        }
        if (refused.status() == 401) {
            return new Unusable("The simulator at " + wanted.target() + " refuses its control API ("
                    + refused.getMessage() + "): give its token as --control-token.");
        }
        return new Unusable(
                "The simulator at " + wanted.target() + " makes no merchant: " + refused.getMessage() + ".");
    }

    private static void delete(Control control, String path) {
        try {
            control.delete(path);
        } catch (IOException e) {
            // It may be gone already, by itself or with the simulator.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public String apiKey() {
        return merchant.path("apiKey").asText();
    }

    public String merchantId() {
        return merchant.path("merchantId").asText();
    }

    /** Sets what is paid for everything that the kit's users deposit. */
    public void price(List<TestItem> testItems) throws IOException, InterruptedException {
        ObjectNode prices = Json.object();
        ArrayNode offers = prices.putArray("offers");
        for (TestItem testItem : testItems) {
            offers.addObject()
                    .put("marketHashName", testItem.marketHashName())
                    .put("game", testItem.game())
                    .put("price", testItem.price());
        }
        control.post(path + "/prices", prices);
    }

    /**
     * Makes a user the one that a role needs.
     *
     * @param collateral USD that may be credited to him before a hold has ended
     * @param owns one entry for each copy
     */
    public void prepareUser(String steamId, BigDecimal collateral, List<TestItem> owns)
            throws IOException, InterruptedException {
        ObjectNode profile = Json.object().put("outcome", "accept");
        profile.putObject("collateral").put("provider", collateral).put("merchant", 0);
        ArrayNode inventory = profile.putArray("inventory");
        Map<TestItem, Integer> counts = new LinkedHashMap<>();
        owns.forEach(testItem -> counts.merge(testItem, 1, Integer::sum));
        counts.forEach((testItem, count) -> {
            for (int i = 0; i < (testItem.stacks() ? 1 : count); i++) {
                ObjectNode item = inventory
                        .addObject()
                        .put("marketHashName", testItem.marketHashName())
                        .put("game", testItem.game());
                if (testItem.stacks()) {
                    item.put("amount", count);
                }
            }
        });
        control.put(path + "/users/" + steamId, profile);
    }

    /** Plans everything that goes wrong in this run. */
    public void plan(List<ObjectNode> faults) throws IOException, InterruptedException {
        ObjectNode plan = Json.object();
        plan.putArray("faults").addAll(faults);
        control.put(path + "/faults", plan);
    }

    /** What AssetPay's own API answers would show of a trade. */
    public JsonNode trade(String tradeId) throws IOException, InterruptedException {
        return control.get(path + "/trades/" + tradeId).path("trade");
    }

    /** Whether something has happened to a trade by itself or by somebody's decision, as its history names it. */
    public boolean has(String tradeId, String event) throws IOException, InterruptedException {
        for (JsonNode past : control.get(path + "/trades/" + tradeId).path("history")) {
            if (past.path("event").asText().equals(event)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Ids of the trades with this external id, or else of those of the user.
     *
     * @param isAnothers whether an external id, where none is this one, is that of another order
     */
    public List<String> trades(String steamId, String externalId, Predicate<String> isAnothers)
            throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        for (JsonNode trade : control.get(
                        path + "/trades?externalId=" + URLEncoder.encode(externalId, StandardCharsets.UTF_8))
                .path("trades")) {
            ids.add(trade.path("id").asText());
        }
        if (ids.isEmpty()) {
            for (JsonNode trade : control.get(path + "/trades").path("trades")) {
                if (trade.path("steamId").asText().equals(steamId)
                        && !isAnothers.test(trade.path("externalId").asText())) {
                    ids.add(trade.path("id").asText());
                }
            }
        }
        return ids;
    }

    /** Makes something happen to a trade, as if the world had done it. */
    public void happen(String tradeId, String event) throws IOException, InterruptedException {
        control.post(path + "/trades/" + tradeId + "/events", Json.object().put("event", event));
    }

    /** Waits until a trade has had a status. */
    public void awaitStatus(String tradeId, String status) throws IOException, InterruptedException {
        await(tradeId, path + "/trades/" + tradeId + "/await?status=" + status);
    }

    /** Waits until a callback of a trade about a status has been tried once. */
    public void awaitCallback(String tradeId, String status) throws IOException, InterruptedException {
        await(tradeId, path + "/callbacks/await?event=" + status + "&tradeId=" + tradeId);
    }

    private JsonNode await(String tradeId, String address) throws IOException, InterruptedException {
        DeliveryDeadline deadline = DeliveryDeadline.with(callbackTimeout);
        while (true) {
            try {
                return control.get(
                        address + "&timeout=" + LONGEST_AWAIT.toMillis() + "ms", LONGEST_AWAIT.plus(Control.PATIENCE));
            } catch (Control.Refused e) {
                if (e.status() != 504) {
                    throw e;
                }
                deadline.look(callbacks(tradeId));
            }
        }
    }

    /**
     * Waits until nothing more is under way to the merchant about a trade.
     *
     * @return every callback of the trade, as {@link #callbacks(String)} gives them
     * @throws CheckFailure when it is of no use to wait on
     */
    public List<SentCallback> awaitCalm(String tradeId) throws IOException, InterruptedException {
        return CallbackReader.read(await(tradeId, path + "/callbacks/await?idle=true&details=true&tradeId=" + tradeId));
    }

    /** Every callback of a trade with its bytes and answers, in the order in which they were announced. */
    public List<SentCallback> callbacks(String tradeId) throws IOException, InterruptedException {
        return CallbackReader.read(control.get(path + "/callbacks?details=true&tradeId=" + tradeId));
    }

    /** Sends a callback once more, and again if it is not acknowledged, as often as any callback is tried. */
    public void resend(String callbackId) throws IOException, InterruptedException {
        for (int i = 0; i < ATTEMPTS; i++) {
            if (attempt(callbackId).path("delivered").asBoolean()) {
                return;
            }
        }
    }

    /** Sends a callback once more, and not again. */
    public SentCallback.Answer resendOnce(String callbackId) throws IOException, InterruptedException {
        return CallbackReader.answer(attempt(callbackId));
    }

    private JsonNode attempt(String callbackId) throws IOException, InterruptedException {
        return control.post(
                path + "/callbacks/" + callbackId + "/resend", Json.object(), callbackTimeout.plus(Control.PATIENCE));
    }

    /** Throws the merchant away; what has been thrown away stays so. */
    public void end() {
        delete(control, path);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is being stopped, and the hook running.
        }
    }
}
