package io.github.assetpaysim.simulator.merchant;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.callback.transport.CallbackUrl;
import io.github.assetpaysim.simulator.callback.transport.Reply;
import io.github.assetpaysim.simulator.callback.transport.Sender;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.dialect.SignedRequest;
import io.github.assetpaysim.simulator.dialect.co.CoDialect;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.log.EventLog;
import io.github.assetpaysim.simulator.time.Scheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Merchants without any network: their callbacks are noted in the journal and answered at once, with 200 unless told otherwise. */
final class Universe implements AutoCloseable {
    static final Instant START = Instant.parse("2031-03-04T10:00:00Z");

    final Queue<Throwable> bugs = new ConcurrentLinkedQueue<>();
    final Scheduler scheduler = new Scheduler(bugs::add);
    final Shared around;
    private final Map<String, List<String>> sent = new ConcurrentHashMap<>();
    private int made;

    Universe() {
        this(payload -> CompletableFuture.completedFuture(answer(200)));
    }

    /** @param receiver gives the answer to the payload of a callback, in time */
    Universe(Function<JsonNode, CompletableFuture<Reply>> receiver) {
        Sender sender = (to, request, transmission, timeout) -> receiver.apply(note(request));
        around = new Shared(scheduler, () -> START, sender, new CoDialect("test"), new Catalogue(), EventLog.SILENT);
    }

    static Reply answer(int status) {
        return Reply.answer(status, Map.of(), new byte[0], false);
    }

    private JsonNode note(SignedRequest request) {
        try {
            JsonNode payload = StrictJson.MAPPER.readTree(request.body()).required("payload");
            sent.computeIfAbsent(
                            payload.required("trade").required("id").textValue(), id -> new CopyOnWriteArrayList<>())
                    .add(payload.required("event").textValue());
            return payload;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The statuses of a trade that were sent, in the order of sending. */
    List<String> sent(String tradeId) {
        return List.copyOf(sent.getOrDefault(tradeId, List.of()));
    }

    Merchant merchant(UnaryOperator<MerchantSettings> change) {
        String name = "merchant-" + made++;
        return new Merchant(name, change.apply(settings(name)), InitialState.ORDINARY, around);
    }

    /** Another merchant with the same settings that goes on from where the first one stood. */
    Merchant goOn(Merchant from, MerchantState state) {
        return new Merchant(from.id(), from.settings(), state, around);
    }

    Merchant merchant() {
        return merchant(settings -> settings);
    }

    static MerchantSettings settings(String name) {
        return MerchantSettings.STANDARD
                .with(MerchantSettings.MERCHANT_ID, name)
                .with(MerchantSettings.API_KEY, "ap_" + name)
                .with(MerchantSettings.API_SECRET, "secret")
                .with(MerchantSettings.SEED, 7L)
                .with(MerchantSettings.START_AT, START)
                .with(MerchantSettings.CALLBACK_URL, CallbackUrl.parse("http://merchant.test/callback"));
    }

    static EndUserClaims user(int number) {
        return new EndUserClaims(
                String.format("765611980%08d", number),
                "https://steamcommunity.com/tradeoffer/new/?partner=12345678&token=AbCdEfGh",
                null,
                null);
    }

    static List<Item> owned(Merchant merchant, EndUserClaims user, Game game) {
        return merchant.users()
                .inventory(user, new ItemQuery(game, false, null, null, null, null, 1, ItemQuery.ALL))
                .items();
    }

    static List<Item> depositable(Merchant merchant, EndUserClaims user, Game game) {
        return owned(merchant, user, game).stream()
                .filter(item -> item.accepted() && item.tradable())
                .toList();
    }

    /** A withdrawal of listings that are for sale, at their present prices. */
    static WithdrawalOrder withdrawal(List<Item> listings) {
        return new WithdrawalOrder(
                listings.get(0).kind().game(),
                listings.stream()
                        .map(item -> new WithdrawalOrder.Line(
                                item.id(),
                                item.supply().market(),
                                item.offer().price(),
                                item.offer().reference()))
                        .toList(),
                null);
    }

    /** What is for sale, one listing of each kind. */
    static List<Item> forSale(Merchant merchant) {
        return merchant.market()
                .search(new ItemQuery(Game.CS2, false, null, null, null, null, 1, ItemQuery.ALL))
                .items();
    }

    static DepositOrder order(Game game, String externalId, List<Item> items) {
        return new DepositOrder(
                game,
                items.stream()
                        .map(item -> new DepositOrder.Line(item.id(), null, null, 1))
                        .toList(),
                externalId,
                true);
    }

    /** Lets everything that is due happen. */
    static void advance(Merchant merchant, Duration by) {
        try {
            merchant.timeline().advanceBy(by);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        scheduler.close();
        if (!bugs.isEmpty()) {
            throw new AssertionError("tasks failed", bugs.peek());
        }
    }
}
