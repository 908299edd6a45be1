package io.github.assetpaysim.simulator;

import io.github.assetpaysim.simulator.callback.Delivery;
import io.github.assetpaysim.simulator.control.Awaited;
import io.github.assetpaysim.simulator.control.FaultReader;
import io.github.assetpaysim.simulator.fault.Plan;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.merchant.ClientToken;
import io.github.assetpaysim.simulator.merchant.ControlEvent;
import io.github.assetpaysim.simulator.merchant.EndUserClaims;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.github.assetpaysim.simulator.merchant.Merchants.TakenCredential;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.time.Advance;
import io.github.assetpaysim.simulator.time.WallClock;
import io.github.assetpaysim.simulator.trade.IllegalTransition;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.SteamAccount;
import io.github.assetpaysim.simulator.trade.Trade;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One merchant of a simulator in the same JVM, as a test plays with it: what the control API does, as methods. Any thread may
 * call it. Closing it deletes the merchant. The class is long so that a test finds all of it in one place.
 */
public final class SimulatedMerchant implements ControlEvents, AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final URI baseUrl;
    final Merchant merchant;
    private final Merchants merchants;
    private final FaultReader faultReader;

    SimulatedMerchant(URI baseUrl, Merchant merchant, Merchants merchants) {
        this.baseUrl = baseUrl;
        this.merchant = merchant;
        this.merchants = merchants;
        this.faultReader = new FaultReader(merchant.dialect());
    }

    /** What replaces {@code https://api.assetpay.co}; the same for all merchants of a simulator. */
    public URI baseUrl() {
        return baseUrl;
    }

    /** Its name in the control API, {@code /_sim/merchants/{id}}. */
    public String id() {
        return merchant.id();
    }

    public String merchantId() {
        return merchant.credentials().merchantId();
    }

    /** What the {@code api-key} header has to carry; the key that it was made with. */
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

    /** Whether it has a URL to send callbacks to. */
    public boolean receivesCallbacks() {
        return merchant.settings().get(MerchantSettings.CALLBACK_URL) != null;
    }

    /**
     * Changes one setting that the control API can change too: {@code set("retry", "none")}, {@code set("steam.outcome", "decline")}.
     *
     * @throws IllegalArgumentException naming what would be right
     */
    public void set(String name, String text) {
        traced(() -> {
            merchant.change(settings -> settings.patched(name, text));
            return null;
        });
    }

    /** A client token for a user, made here without a request; with a trade URL that fits. */
    public String clientToken(String steamId) {
        String form = SteamAccount.STEAM_ID_FORM;
        if (!SteamAccount.isSteamId(steamId)) {
            throw new IllegalArgumentException("steamId must be " + form + ", not " + steamId);
        }
        return clientToken(steamId, SteamAccount.tradeUrl(steamId));
    }

    /** A client token for a user with this trade URL, made here without a request and without a check of either. */
    public String clientToken(String steamId, String tradeUrl) {
        return ClientToken.issue(
                merchant.credentials(),
                new EndUserClaims(steamId, tradeUrl, null, null),
                WallClock.CLOCK.instant(),
                merchant.settings().get(MerchantSettings.TOKEN_TTL));
    }

    /** What time it is for it. */
    public Instant now() {
        return merchant.timeline().instant();
    }

    /**
     * Moves its time, and returns when everything that became due has run, callbacks included. {@link Duration#ZERO} only waits
     * for what is due already.
     *
     * @throws IllegalStateException when its time is being moved already, for example around the callback that is being handled
     */
    public Advance advance(Duration by) {
        return Waits.advance(merchant, by);
    }

    /** The money it has at AssetPay in USD, with two decimals; what open withdrawals have reserved is part of it. */
    public BigDecimal balance() {
        return dollars(merchant.withdrawals().balance().total());
    }

    /** What another withdrawal may cost, in USD: its balance less what withdrawals without a verdict have reserved. */
    public BigDecimal availableBalance() {
        return dollars(merchant.withdrawals().balance().available());
    }

    private static BigDecimal dollars(Usd amount) {
        return BigDecimal.valueOf(amount.cents(), 2);
    }

    /**
     * Gives it another balance.
     *
     * @param usd from 0 to a billion, with at most two decimals
     * @throws IllegalArgumentException for another value, or when that is less than what withdrawals without a verdict have reserved
     */
    public void setBalance(BigDecimal usd) {
        Usd total = traced(() -> MerchantSettings.BALANCE.read(usd.toString()));
        merchant.withdrawals().setBalance(total);
    }

    /** All of its trades that are remembered, the oldest first. */
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
        return merchant.status(trade(tradeId));
    }

    @Override
    public void happen(String tradeId, ControlEvent event) {
        try {
            found(tradeId, merchant.trades().trigger(tradeId, event));
        } catch (IllegalTransition e) {
            throw new IllegalStateException(event.whyNot(e.trade()), e);
        }
    }

    private Trade found(String tradeId, Optional<Trade> trade) {
        int dropped = merchant.trades().forgotten();
        return trade.orElseThrow(() -> new IllegalArgumentException("there is no trade '" + tradeId + "'; there are "
                + trades().stream().map(Trade::id).toList()
                + (dropped == 0 ? "" : ", and " + dropped + " that were over and have been dropped")));
    }

    /**
     * Replaces what is planned to go wrong.
     *
     * @throws IllegalArgumentException for a name, member or value that does not exist, naming those that do
     */
    public void plan(PlannedFault... faults) {
        plan(Fields.of(
                Map.of("faults", Stream.of(faults).map(fault -> fault.written).toList())));
    }

    /** As {@link #plan(PlannedFault...)}, with the JSON that the control API takes: {@code {"faults":[{"trigger":…,"fault":…}]}}. */
    public void plan(String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        plan(traced(() -> StrictJson.readObject(body, "the plan of faults")));
    }

    private void plan(Fields json) {
        merchant.plan(traced(() -> faultReader.read(json)));
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
        return merchant.journal().forgotten();
    }

    /** The callbacks that an attempt has delivered. */
    public List<Delivery> deliveredCallbacks() {
        return callbacks().stream()
                .filter(callback -> callback.state() == Delivery.State.DELIVERED)
                .toList();
    }

    /**
     * The callbacks that it should have got, but has not: no attempt has succeeded, whether another is planned or not.
     *
     * <p>Those are left out that a fault dropped, altered (it may be right to refuse them) or sent on top without retries. Without
     * a callback URL there are none.
     */
    public List<Delivery> undeliveredCallbacks() {
        return receivesCallbacks()
                ? callbacks().stream().filter(SimulatedMerchant::isMissing).toList()
                : List.of();
    }

    private static boolean isMissing(Delivery callback) {
        boolean owed = callback.plan().retried() && callback.event().edits().isEmpty();
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
     * Waits until a trade has this status or has had it. Its time does not move by that; what is due happens meanwhile.
     *
     * @param atMost in real time
     * @throws AssertionError when the time is over, telling how the trade stands
     */
    public Trade awaitStatus(String tradeId, String status, Duration atMost) {
        Waits.checkStatus(merchant, status);
        trade(tradeId);
        return Waits.until(Awaited.status(merchant, () -> trade(tradeId), status), atMost);
    }

    /** As {@link #awaitCallbacks(String, int, Duration)}: one callback, for at most five seconds. */
    public Delivery awaitCallback(String status) {
        return awaitCallbacks(status, 1, LONGEST_WAIT).get(0);
    }

    /**
     * Waits until so many callbacks that announce this status were delivered. Its time does not move by that.
     *
     * @param atMost in real time
     * @return all of them
     * @throws AssertionError when the time is over, telling which callbacks there are
     */
    public List<Delivery> awaitCallbacks(String status, int count, Duration atMost) {
        Waits.checkStatus(merchant, status);
        return Waits.until(Awaited.callbacks(merchant, null, status, Delivery.State.DELIVERED, count), atMost);
    }

    /** Whether it was deleted. */
    public boolean isDeleted() {
        return merchants.find(merchant.id()).filter(found -> found == merchant).isEmpty();
    }

    /** Deletes it: nothing more happens. The simulator's default merchant starts anew instead. */
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
