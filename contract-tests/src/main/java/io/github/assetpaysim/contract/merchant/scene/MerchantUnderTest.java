package io.github.assetpaysim.contract.merchant.scene;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.SteamUser;
import io.github.assetpaysim.contract.http.Http;
import io.github.assetpaysim.contract.merchant.probe.Ledger;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.SentCallback;
import io.github.assetpaysim.contract.signing.ClientToken;
import io.github.assetpaysim.contract.simulator.SimulatorSession;
import io.github.assetpaysim.contract.simulator.TestItem;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The merchant as one run meets it: where it is in the simulator, how trades start, what it has credited. Thread-safe. */
public final class MerchantUnderTest {
    private static final Duration TO_APPEAR = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    /** What answers a request that nobody can take for a withdrawal: no key, no such path, no such method; or no such user. */
    private static final Set<Integer> MISTAKEN_REQUEST = Set.of(401, 404, 405);

    private final MerchantSettings settings;
    private final Http http;
    private final SimulatorSession session;
    private final AssetPay assetPay;
    private final Ledger ledger;
    private final Run run;
    /** Trades that the merchant started, so that of two at the same time each is found once. */
    private final Set<String> found = ConcurrentHashMap.newKeySet();

    /** Whether it has started a withdrawal when it was told to, so that it is told in the right way. */
    private volatile boolean hasStartedWithdrawal;

    private final Acknowledgements acknowledgements;
    /** A callback that the merchant has acknowledged; null until there is one. */
    private volatile String acknowledged;

    /** A merchant of which nothing is known yet. */
    public MerchantUnderTest(
            MerchantSettings settings, Http http, SimulatorSession session, AssetPay assetPay, Run run) {
        this.settings = settings;
        this.http = http;
        this.session = session;
        this.run = run;
        this.assetPay = assetPay;
        this.acknowledgements = new Acknowledgements(startsDeposits());
        this.ledger = new Ledger(settings.probe(), settings.settle());
    }

    /** Its place in the simulator. */
    public SimulatorSession session() {
        return session;
    }

    /** What it has credited. */
    public Ledger ledger() {
        return ledger;
    }

    /** How it has answered so far. */
    public Acknowledgements acknowledgements() {
        return acknowledgements;
    }

    /** What the run was told about it. */
    public MerchantSettings settings() {
        return settings;
    }

    /** Whether the merchant starts deposits itself, so that it knows the orders. */
    public boolean startsDeposits() {
        return settings.startDeposit() != null;
    }

    /**
     * Starts a deposit of some of what a user owns; the check is skipped where the merchant starts it and the trait is not its way.
     *
     * @param known ids of trades of the user that are not the new one
     * @return the new trade's id
     */
    String start(PreparedUser user, List<TestItem> testItems, boolean isInstant, String check, Collection<String> known)
            throws IOException, InterruptedException {
        UserSpec.Trait trait = user.spec().trait();
        String steamId = user.steamId();
        boolean isNamed = trait == UserSpec.Trait.CLIENT_ID;
        boolean isAnonymous = trait == UserSpec.Trait.NO_EXTERNAL_ID;
        if (startsDeposits() && (isNamed || isAnonymous)) {
            throw CheckFailure.skipped("the merchant starts its deposits itself, and decides what they bear");
        }
        if (testItems.size() > 1 && !settings.depositsSeveral()) {
            throw CheckFailure.skipped("--start-deposit-body has no {items}, so that a deposit has one item");
        }
        String tradeUrl = Run.tradeUrl(steamId);
        String token = isNamed ? assetPay.token(steamId, tradeUrl, steamId) : token(steamId, tradeUrl);
        String game = testItems.get(0).game();
        JsonNode inventory = assetPay.inventory(token, game).path("inventory");
        String externalId = isAnonymous ? null : run.externalId(check);
        Order order = new Order(steamId, tradeUrl, items(inventory, testItems), game, externalId, isInstant);
        if (!startsDeposits()) {
            return assetPay.deposit(token, order).path("id").asText();
        }
        Http.Answer answer = settings.startDeposit().send(http, order, token, PATIENCE);
        if (!answer.isSuccess()) {
            throw notStarted("deposit", settings.startDeposit(), answer);
        }
        String trade = find(order, known);
        knock(trade);
        return trade;
    }

    /** A client token as a merchant's backend signs it (A2); from earlier, for clocks differ. */
    private String token(String steamId, String tradeUrl) {
        return ClientToken.sign(
                session.merchantId(),
                settings.apiSecret(),
                new SteamUser(steamId, tradeUrl),
                Instant.now().minus(CLOCKS_DIFFER));
    }

    private static CheckFailure notStarted(String what, StartTrade how, Http.Answer answer) {
        return CheckFailure.inconclusive(
                "the merchant did not start the " + what + ": " + how + " answered " + answer.shown());
    }

    /**
     * What came of a request to start a withdrawal.
     *
     * @param tradeId of the new trade, or null when the merchant refused before AssetPay was asked
     * @param refusal the answer with which it did, or null
     */
    record Started(String tradeId, String refusal) {}

    /**
     * Starts a withdrawal; at a merchant that starts it itself, by asking for it.
     *
     * @param known ids of trades of the user that are not the new one
     * @throws CheckFailure when the merchant neither starts it nor refuses it
     */
    Started withdraw(String steamId, List<Listing> listings, String check, Collection<String> known)
            throws IOException, InterruptedException {
        String tradeUrl = Run.tradeUrl(steamId);
        String token = token(steamId, tradeUrl);
        ArrayNode items = Json.object().putArray("items");
        listings.forEach(listing -> Order.line(items, listing));
        Order order = new Order(steamId, tradeUrl, items, listings.get(0).game(), run.externalId(check), null);
        if (settings.startWithdrawal() == null) {
            return new Started(assetPay.withdraw(token, order).path("id").asText(), null);
        }
        Http.Answer answer = settings.startWithdrawal().send(http, order, token, PATIENCE);
        if (answer.isSuccess()) {
            String trade = find(order, known);
            hasStartedWithdrawal = true;
            return new Started(trade, null);
        }
        boolean isMistaken = !hasStartedWithdrawal && MISTAKEN_REQUEST.contains(answer.status());
        if (answer.status() / 100 == 4 && !isMistaken) {
            return new Started(null, answer.shown());
        }
        throw notStarted("withdrawal", settings.startWithdrawal(), answer);
    }

    /** Says which callback shows that the merchant answers at all. */
    public void acknowledged(SentCallback callback) {
        acknowledged = callback.id();
    }

    /**
     * What the merchant answers right now to a callback that it has acknowledged before.
     *
     * @throws CheckFailure when it has acknowledged none yet
     */
    SentCallback.Answer answerNow() throws IOException, InterruptedException {
        if (acknowledged == null) {
            throw CheckFailure.inconclusive("no callback was acknowledged yet");
        }
        return session.resendOnce(acknowledged);
    }

    private static ArrayNode items(JsonNode inventory, List<TestItem> testItems) {
        ArrayNode items = Json.object().putArray("items");
        List<String> taken = new ArrayList<>();
        for (TestItem testItem : testItems.stream().distinct().toList()) {
            int wanted = (int) testItems.stream().filter(testItem::equals).count();
            Predicate<JsonNode> free =
                    item -> item.path("marketHashName").asText().equals(testItem.marketHashName())
                            && !taken.contains(item.path("id").asText());
            for (int i = 0; i < (testItem.stacks() ? 1 : wanted); i++) {
                JsonNode item = first(inventory, free);
                if (item == null) {
                    throw CheckFailure.inconclusive(
                            "the simulator's user does not own what the kit gave him: " + testItem.marketHashName());
                }
                taken.add(item.path("id").asText());
                BigDecimal price = item.path("offer").path("price").decimalValue();
                Order.line(
                        items,
                        item.path("id").asText(),
                        price,
                        item.path("offer").path("reference").asText(),
                        testItem.stacks() ? wanted : 1);
            }
        }
        return items;
    }

    private static JsonNode first(JsonNode inventory, Predicate<JsonNode> wanted) {
        for (JsonNode item : inventory) {
            if (wanted.test(item)) {
                return item;
            }
        }
        return null;
    }

    /** The trade that the merchant has started; it may have been slower than its answer. */
    private String find(Order order, Collection<String> known) throws IOException, InterruptedException {
        long end = System.nanoTime() + TO_APPEAR.toNanos();
        do {
            for (String id : session.trades(order.steamId(), order.externalId(), run::isOwn)) {
                if (!known.contains(id) && found.add(id)) {
                    return id;
                }
            }
            Thread.sleep(POLL.toMillis());
        } while (System.nanoTime() < end);
        throw CheckFailure.inconclusive("the merchant said that it started the trade, but the simulator has no trade of"
                + " the user " + order.steamId() + ": is the merchant's base URL " + settings.target()
                + ", and does it use the same API key?");
    }

    /** A merchant that stores its order after AssetPay's answer may have refused the first callback; it comes again later. */
    private void knock(String trade) throws IOException, InterruptedException {
        session.awaitCalm(trade);
        long end = System.nanoTime() + TO_APPEAR.toNanos();
        long pause = POLL.toMillis();
        List<SentCallback> refused = refused(trade);
        while (!refused.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(pause);
            pause *= 2;
            for (SentCallback callback : refused) {
                session.resend(callback.id());
            }
            refused = refused(trade);
        }
    }

    private List<SentCallback> refused(String trade) throws IOException, InterruptedException {
        return session.callbacks(trade).stream()
                .filter(callback ->
                        callback.fault() == null && !callback.answers().isEmpty())
                .filter(callback -> callback.answers().stream()
                        .allMatch(answer -> answer.status() != null && answer.status() >= 400 && answer.status() < 500))
                .toList();
    }
}
