package io.github.assetpaysim.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.callback.Delivery;
import io.github.assetpaysim.simulator.control.FaultMembers;
import io.github.assetpaysim.simulator.control.SettingMembers;
import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.fault.Plan;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.merchant.ClientClaims;
import io.github.assetpaysim.simulator.merchant.ClientToken;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.github.assetpaysim.simulator.merchant.SteamAccount;
import io.github.assetpaysim.simulator.merchant.TakenCredential;
import io.github.assetpaysim.simulator.merchant.WorldEvent;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.time.Advance;
import io.github.assetpaysim.simulator.time.AdvanceRunning;
import io.github.assetpaysim.simulator.time.Durations;
import io.github.assetpaysim.simulator.time.Wall;
import io.github.assetpaysim.simulator.trade.ImpossibleStep;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Trade;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * One merchant of a simulator in the same JVM, as a test plays with him: what the control API does, as methods. Any thread may
 * call it. Closing it deletes the merchant.
 */
public final class SimulatedMerchant implements AutoCloseable {
    /** The part of a Steam id that a trade URL names. */
    private static final long ACCOUNT = 0xFFFF_FFFFL;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final URI baseUrl;
    final Merchant merchant;
    private final Merchants merchants;
    private final Dialect dialect;
    private final FaultMembers faultMembers;

    SimulatedMerchant(URI baseUrl, Merchant merchant, Merchants merchants, Dialect dialect) {
        this.baseUrl = baseUrl;
        this.merchant = merchant;
        this.merchants = merchants;
        this.dialect = dialect;
        this.faultMembers = new FaultMembers(dialect);
    }

    /** What replaces {@code https://api.assetpay.co}; the same for all merchants of a simulator. */
    public URI baseUrl() {
        return baseUrl;
    }

    /** His name in the control API, {@code /_sim/merchants/{id}}. */
    public String id() {
        return merchant.id();
    }

    public String merchantId() {
        return merchant.credentials().merchantId();
    }

    /** What the {@code api-key} header has to carry. */
    public String apiKey() {
        return merchant.credentials().apiKey();
    }

    /** Signs client tokens and callbacks. */
    public String apiSecret() {
        return merchant.credentials().apiSecret();
    }

    /** Sends all callbacks from now on to this URL. */
    public void sendCallbacksTo(URI url) {
        set(MerchantSettings.CALLBACK_URL.name(), url.toString());
    }

    /** As {@link #sendCallbacksTo(URI)}. */
    public void sendCallbacksTo(String url) {
        set(MerchantSettings.CALLBACK_URL.name(), url);
    }

    /** Whether he has a URL to send callbacks to. */
    public boolean receivesCallbacks() {
        return merchant.settings().get(MerchantSettings.CALLBACK_URL) != null;
    }

    /**
     * Changes one setting that the control API can change too: {@code set("retry", "none")}, {@code set("steam.outcome", "decline")}.
     *
     * @throws IllegalArgumentException naming what would be right
     */
    public void set(String name, String text) {
        ObjectNode member = StrictJson.MAPPER.createObjectNode().put(name, text);
        traced(() -> {
            merchant.change(
                    settings -> SettingMembers.patch(settings, StrictJson.readObject(StrictJson.write(member))));
            return null;
        });
    }

    /** A client token for a user, made here without a request; with a trade URL that fits. */
    public String clientToken(String steamId) {
        String form = SteamAccount.STEAM_ID_FORM;
        if (!SteamAccount.isSteamId(steamId)) {
            throw new IllegalArgumentException("steamId must be " + form + ", not " + steamId);
        }
        return clientToken(
                steamId,
                "https://steamcommunity.com/tradeoffer/new/?partner=" + (Long.parseLong(steamId) & ACCOUNT)
                        + "&token=Simulate");
    }

    /** A client token for a user with this trade URL, made here without a request and without a check of either. */
    public String clientToken(String steamId, String tradeUrl) {
        return ClientToken.issue(
                merchant.credentials(),
                new ClientClaims(steamId, tradeUrl, null, null),
                Wall.CLOCK.instant(),
                merchant.settings().get(MerchantSettings.TOKEN_TTL));
    }

    /** What time it is for him. */
    public Instant now() {
        return merchant.timeline().instant();
    }

    /**
     * Moves his time, and returns when everything that became due has run, callbacks included. {@link Duration#ZERO} only waits
     * for what is due already.
     *
     * @throws IllegalStateException when his time is being moved already, for example around the callback that is being handled
     */
    public Advance advance(Duration by) {
        if (by.isNegative() || by.compareTo(Durations.LONGEST) > 0) {
            throw new IllegalArgumentException("time can be advanced by 0 to 36,500 days, not by " + by);
        }
        try {
            return merchant.timeline().advanceBy(by);
        } catch (AdvanceRunning e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while time was being advanced", e);
        }
    }

    /** All of his trades that are remembered, the oldest first. */
    public List<Trade> trades() {
        return merchant.trades().all();
    }

    /**
     * The trade with this id.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Trade trade(String tradeId) {
        return found(tradeId, merchant.trades().find(tradeId));
    }

    /** Where a trade stands, in AssetPay's word: {@code HOLD}. */
    public String status(String tradeId) {
        return dialect.status(trade(tradeId));
    }

    /** Makes Steam send the offer. Like all events it happens at once, and the callbacks it causes are sent at once. */
    public void sendOffer(String tradeId) {
        happen(tradeId, WorldEvent.SEND_OFFER);
    }

    public void accept(String tradeId) {
        happen(tradeId, WorldEvent.ACCEPT);
    }

    public void decline(String tradeId) {
        happen(tradeId, WorldEvent.DECLINE);
    }

    public void expire(String tradeId) {
        happen(tradeId, WorldEvent.EXPIRE);
    }

    public void fail(String tradeId) {
        happen(tradeId, WorldEvent.FAIL);
    }

    public void cancel(String tradeId) {
        happen(tradeId, WorldEvent.CANCEL);
    }

    /** The user accepts, and Steam holds the items. */
    public void escrow(String tradeId) {
        happen(tradeId, WorldEvent.ESCROW);
    }

    /** Ends Steam's hold, or the protection window. */
    public void endHold(String tradeId) {
        happen(tradeId, WorldEvent.END_HOLD);
    }

    public void revert(String tradeId) {
        happen(tradeId, WorldEvent.REVERT);
    }

    /** Walks the ordinary path to the end, all callbacks included. */
    public void complete(String tradeId) {
        happen(tradeId, WorldEvent.COMPLETE);
    }

    /**
     * Makes something happen to a trade, as if the world had done it.
     *
     * @throws IllegalStateException when it cannot happen to the trade as it stands, naming what can
     */
    public void happen(String tradeId, WorldEvent event) {
        try {
            found(tradeId, merchant.trades().trigger(tradeId, event));
        } catch (ImpossibleStep e) {
            throw new IllegalStateException(event.whyNot(e.trade()), e);
        }
    }

    private Trade found(String tradeId, Optional<Trade> trade) {
        return trade.orElseThrow(() -> new IllegalArgumentException("there is no trade '" + tradeId + "'; there are "
                + trades().stream().map(Trade::id).toList()));
    }

    /**
     * Replaces what is planned to go wrong.
     *
     * @throws IllegalArgumentException for a name, member or value that does not exist, naming those that do
     */
    public void plan(PlannedFault... faults) {
        ObjectNode body = StrictJson.MAPPER.createObjectNode();
        ArrayNode entries = body.putArray("faults");
        for (PlannedFault fault : faults) {
            entries.add(fault.json());
        }
        plan(body.toString());
    }

    /** As {@link #plan(PlannedFault...)}, with the JSON that the control API takes: {@code {"faults":[{"trigger":…,"fault":…}]}}. */
    public void plan(String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        merchant.plan(traced(() -> faultMembers.read(StrictJson.readObject(body, "the plan of faults"))));
    }

    /** How every planned fault stands, in the order of the plan. */
    public List<Plan.Tally> faults() {
        return merchant.faults().tallies();
    }

    /** The planned faults that have never struck. */
    public List<Plan.Tally> neverStruck() {
        return merchant.faults().neverStruck();
    }

    /** All callbacks that are remembered, the oldest first, with their attempts. */
    public List<Delivery> callbacks() {
        return merchant.journal().list(null);
    }

    /** How many callbacks have been forgotten, because they were the oldest of too many. */
    public int forgottenCallbacks() {
        return merchant.journal().dropped();
    }

    /** The callbacks that an attempt has delivered. */
    public List<Delivery> deliveredCallbacks() {
        return callbacks().stream()
                .filter(callback -> callback.state() == Delivery.State.DELIVERED)
                .toList();
    }

    /**
     * The callbacks that he should have got, but has not: no attempt has succeeded, whether another is planned or not.
     *
     * <p>Those are left out that a fault dropped, altered (he may be right to refuse them) or sent on top without retries. Without
     * a callback URL there are none.
     */
    public List<Delivery> undeliveredCallbacks() {
        return receivesCallbacks()
                ? callbacks().stream().filter(SimulatedMerchant::isMissing).toList()
                : List.of();
    }

    private static boolean isMissing(Delivery callback) {
        boolean owed =
                callback.dispatch().retried() && callback.shipment().edits().isEmpty();
        return owed
                && switch (callback.state()) {
                    case WAITING, KEPT_BACK, RETRYING, EXHAUSTED, UNDELIVERABLE -> true;
                    case DELIVERED, DROPPED -> false;
                };
    }

    /** As {@link #awaitStatus(String, String, Duration)}, for at most five seconds. */
    public Trade awaitStatus(String tradeId, String status) {
        return awaitStatus(tradeId, status, LONGEST_WAIT);
    }

    /**
     * Waits until a trade has this status or has had it. His time does not move by that; what is due happens meanwhile.
     *
     * @param atMost in real time
     * @throws AssertionError when the time is over, telling how the trade stands
     */
    public Trade awaitStatus(String tradeId, String status, Duration atMost) {
        checkStatus(status);
        trade(tradeId);
        return await(
                () -> merchant.trades()
                        .find(tradeId)
                        .filter(trade -> trade.life().stream()
                                .anyMatch(past -> dialect.status(past).equals(status))),
                atMost,
                () -> "the trade did not become " + status + "; it is " + status(tradeId) + ". Its history: "
                        + trade(tradeId).history());
    }

    /** As {@link #awaitCallbacks(String, int, Duration)}: one callback, for at most five seconds. */
    public Delivery awaitCallback(String status) {
        return awaitCallbacks(status, 1, LONGEST_WAIT).get(0);
    }

    /**
     * Waits until so many callbacks that announce this status were delivered. His time does not move by that.
     *
     * @param atMost in real time
     * @return all of them
     * @throws AssertionError when the time is over, telling which callbacks there are
     */
    public List<Delivery> awaitCallbacks(String status, int count, Duration atMost) {
        checkStatus(status);
        Supplier<List<Delivery>> matching = () -> deliveredCallbacks().stream()
                .filter(callback -> callback.shipment().status().equals(status))
                .toList();
        return await(
                () -> Optional.of(matching.get()).filter(found -> found.size() >= count),
                atMost,
                () -> matching.get().size() + " callbacks " + status + " were delivered, not " + count + "; there are "
                        + callbacks().stream()
                                .map(each -> each.shipment().status() + " " + each.state())
                                .toList());
    }

    private void checkStatus(String status) {
        if (!dialect.statuses().contains(status)) {
            throw new IllegalArgumentException(
                    "status must be one of " + String.join(", ", dialect.statuses()) + ", not " + status);
        }
    }

    private <T> T await(Supplier<Optional<T>> condition, Duration atMost, Supplier<String> otherwise) {
        try {
            return merchant.signal()
                    .await(condition, atMost)
                    .get()
                    .orElseThrow(() -> new AssertionError(
                            "within " + Durations.spoken(atMost) + " of real time " + otherwise.get()));
        } catch (CancellationException e) {
            throw new IllegalStateException(this + " was deleted meanwhile", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot wait: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }

    /** Whether he was deleted. */
    public boolean isDeleted() {
        return merchants.find(merchant.id()).filter(found -> found == merchant).isEmpty();
    }

    /** Deletes him: nothing more happens. The simulator's default merchant starts anew instead. */
    @Override
    public void close() {
        if (!isDeleted()) {
            merchants.delete(merchant.id());
        }
    }

    /** What is thrown as an answer to requests has no stack trace, which a test needs. */
    static <T> T traced(Supplier<T> action) {
        try {
            return action.get();
        } catch (Refusal | InvalidSetting | TakenCredential e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "merchant " + merchant.id() + " of " + baseUrl;
    }
}
