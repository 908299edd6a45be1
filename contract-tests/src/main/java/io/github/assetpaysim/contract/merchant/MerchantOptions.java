package io.github.assetpaysim.contract.merchant;

import io.github.assetpaysim.contract.InvisibleEnds;
import io.github.assetpaysim.contract.http.HttpUrl;
import io.github.assetpaysim.contract.merchant.probe.Probe;
import io.github.assetpaysim.contract.merchant.scene.CreditPolicy;
import io.github.assetpaysim.contract.merchant.scene.MerchantSettings;
import io.github.assetpaysim.contract.merchant.scene.StartTrade;
import io.github.assetpaysim.contract.plan.Requirement;
import io.github.assetpaysim.contract.plan.Requirements;
import io.github.assetpaysim.contract.plan.Selection;
import io.github.assetpaysim.contract.report.Secrets;
import io.github.assetpaysim.contract.simulator.SimulatorSession;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What a run is told about the merchant and where AssetPay is. Every method that is named after an option sets it and returns the
 * same object, which one thread fills before the run begins.
 */
public final class MerchantOptions {
    private final HttpUrl target;
    private String controlToken;
    private HttpUrl callbackUrl;
    private String apiKey;
    private String apiSecret;
    private String merchantId;
    private Probe probe;
    private StartTrade startDeposit;
    private StartTrade startWithdrawal;
    private boolean takesWithdrawals = true;
    private CreditPolicy creditPolicy;
    private Duration settle = Duration.ofSeconds(3);
    private Duration callbackTimeout = Duration.ofSeconds(15);
    private Selection selection = Selection.all(Requirements.MERCHANT);
    private int atOnce = 96;
    private String steamId;
    private String tradeUrl;
    private boolean mayCreateTrades;
    private Consumer<String> person;

    private MerchantOptions(HttpUrl target) {
        this.target = target;
    }

    /**
     * Options with the base URL of a simulator or of AssetPay's staging.
     *
     * @throws IllegalArgumentException when it is no URL, or one of production
     */
    public static MerchantOptions at(String target) {
        return new MerchantOptions(HttpUrl.target(target));
    }

    /**
     * Token of a simulator's control API that is reachable beyond its machine.
     *
     * @throws IllegalArgumentException when it begins or ends with something invisible; so do {@link #apiKey} and, for a byte order
     *     mark and line ends, {@link #apiSecret}
     */
    public MerchantOptions controlToken(String token) {
        controlToken = InvisibleEnds.checkedKey(token, "the control token");
        return this;
    }

    /** Where the merchant takes callbacks. */
    public MerchantOptions callbackUrl(String url) {
        callbackUrl = HttpUrl.parse(url, "the callback URL");
        return this;
    }

    /** What signs callbacks; the merchant must have been started with it. */
    public MerchantOptions apiSecret(String secret) {
        apiSecret = InvisibleEnds.checkedSecret(secret, "the API secret");
        return this;
    }

    /** The merchant's API key, which a merchant that starts deposits itself must have been started with. */
    public MerchantOptions apiKey(String key) {
        apiKey = InvisibleEnds.checkedKey(key, "the API key");
        return this;
    }

    /** The merchant's id, for one that signs client tokens itself. */
    public MerchantOptions merchantId(String id) {
        merchantId = id;
        return this;
    }

    /** How to find out what was credited. Without it nothing can be said about effects. */
    public MerchantOptions probe(Probe ledger) {
        probe = ledger;
        return this;
    }

    /** How the merchant is told to start a deposit; otherwise the kit starts it at AssetPay, as a browser would. */
    public MerchantOptions startDeposit(StartTrade request) {
        startDeposit = request;
        return this;
    }

    /** How the merchant is told to start a withdrawal; otherwise the kit starts it at AssetPay, as a browser would. */
    public MerchantOptions startWithdrawal(StartTrade request) {
        startWithdrawal = request;
        return this;
    }

    /** The merchant takes no withdrawals: of it is asked only that it refuses every gate. */
    public MerchantOptions noWithdrawals() {
        takesWithdrawals = false;
        return this;
    }

    /** When the merchant credits; null to find it out. */
    public MerchantOptions creditPolicy(CreditPolicy policy) {
        creditPolicy = policy;
        return this;
    }

    /** How long a balance must stay the same to count as settled; longer than the merchant takes to book. */
    public MerchantOptions settle(Duration duration) {
        settle = duration;
        return this;
    }

    /** How long the simulator waits for the answer to a callback. */
    public MerchantOptions callbackTimeout(Duration duration) {
        callbackTimeout = duration;
        return this;
    }

    /** Which requirements are judged. */
    public MerchantOptions selection(Selection chosen) {
        selection = chosen;
        return this;
    }

    /** How many checks run at the same time. */
    public MerchantOptions atOnce(int checks) {
        atOnce = checks;
        return this;
    }

    /** The user for whom to trade at a host that is no simulator. */
    public MerchantOptions user(String id, String url) {
        steamId = id;
        tradeUrl = url;
        return this;
    }

    /** Lets a trade be created at a host that is no simulator. */
    public MerchantOptions mayCreateTrades() {
        mayCreateTrades = true;
        return this;
    }

    /** Somebody sits there and can accept a Steam offer when told so. */
    public MerchantOptions interactive(Consumer<String> teller) {
        person = teller;
        return this;
    }

    /** @throws IllegalArgumentException when something needed is missing or two options contradict each other */
    void check() {
        need(callbackUrl, "the callback URL, where the merchant takes callbacks", "--callback-url");
        need(apiSecret, "the API secret that the merchant was started with", "--api-secret");
        if ((startDeposit != null || startWithdrawal != null) && apiKey == null) {
            throw new IllegalArgumentException(
                    "a merchant that starts trades itself was started with an API key: give it as --api-key");
        }
        if (startWithdrawal != null && !takesWithdrawals) {
            throw new IllegalArgumentException("--no-withdrawals and --start-withdrawal contradict each other");
        }
    }

    private static void need(Object value, String what, String option) {
        if (Objects.isNull(value)) {
            throw new IllegalArgumentException("missing is " + what + ": give it as " + option);
        }
    }

    MerchantSettings settings() {
        return new MerchantSettings(
                target,
                apiSecret,
                callbackTimeout,
                probe,
                settle,
                creditPolicy,
                startDeposit,
                takesWithdrawals,
                startWithdrawal);
    }

    SimulatorSession.Registration registration() {
        return new SimulatorSession.Registration(target, callbackUrl, merchantId, apiKey, apiSecret, callbackTimeout);
    }

    HttpUrl target() {
        return target;
    }

    String controlToken() {
        return controlToken;
    }

    HttpUrl callbackUrl() {
        return callbackUrl;
    }

    String apiKey() {
        return apiKey;
    }

    /** What must be shown nowhere. */
    Secrets secrets() {
        return new Secrets(Arrays.asList(apiSecret, controlToken, apiKey));
    }

    String apiSecret() {
        return apiSecret;
    }

    String merchantId() {
        return merchantId;
    }

    Probe probe() {
        return probe;
    }

    StartTrade startDeposit() {
        return startDeposit;
    }

    StartTrade startWithdrawal() {
        return startWithdrawal;
    }

    boolean takesWithdrawals() {
        return takesWithdrawals;
    }

    /** Whether a requirement is chosen, and one that is asked of such a merchant. */
    boolean judges(Requirement requirement) {
        return selection.includes(requirement)
                && switch (requirement.asked()) {
                    case EVERYBODY -> true;
                    case WITH_WITHDRAWALS -> takesWithdrawals;
                    case WITHOUT_WITHDRAWALS -> !takesWithdrawals;
                };
    }

    CreditPolicy creditPolicy() {
        return creditPolicy;
    }

    Duration settle() {
        return settle;
    }

    Duration callbackTimeout() {
        return callbackTimeout;
    }

    Selection selection() {
        return selection;
    }

    int atOnce() {
        return atOnce;
    }

    String steamId() {
        return steamId;
    }

    String tradeUrl() {
        return tradeUrl;
    }

    boolean createsTrades() {
        return mayCreateTrades;
    }

    /** Tells a person what to do; null when nobody is there. */
    Consumer<String> person() {
        return person;
    }
}
