package io.github.assetpaysim.contract.merchant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.http.Http;
import io.github.assetpaysim.contract.merchant.probe.Ledger;
import io.github.assetpaysim.contract.merchant.scene.AssetPay;
import io.github.assetpaysim.contract.merchant.scene.Order;
import io.github.assetpaysim.contract.merchant.scene.Run;
import io.github.assetpaysim.contract.merchant.scene.Usd;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.Notes;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** The one deposit that is made at a host that is no simulator, and only when that was allowed. Thread-safe: made once. */
final class StagingDeposit {
    private static final List<String> GAMES = List.of("730", "252490");
    private static final Set<String> ON_THE_WAY = Set.of("INITIATED", "PENDING", "ACTIVE", "ESCROW");
    private static final Duration FOR_A_PERSON = Duration.ofMinutes(30);
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MerchantOptions options;
    private final Http http;
    private final Ledger ledger;
    private Seen seen;
    private CheckFailure failure;

    StagingDeposit(MerchantOptions options, Http http, Ledger ledger) {
        this.options = options;
        this.http = http;
        this.ledger = ledger;
    }

    /**
     * What became of it.
     *
     * @param credited for it, once that had stopped changing
     */
    record Seen(
            String tradeId, String game, String status, BigDecimal total, BigDecimal preCredit, BigDecimal credited) {}

    /** What became of it; made at the first call, and never again, for skins are real there. */
    synchronized Seen seen(Notes notes) throws InterruptedException {
        if (failure != null) {
            throw failure;
        }
        if (seen == null) {
            try {
                seen = make();
            } catch (CheckFailure e) {
                failure = e;
                throw failure;
            } catch (IOException e) {
                failure = CheckFailure.inconclusive("the deposit broke off: " + e.getMessage());
                throw failure;
            }
        }
        notes.line("trade " + seen.tradeId() + " came to " + seen.status() + ", and " + Usd.shown(seen.credited())
                + " USD were credited");
        return seen;
    }

    private Seen make() throws IOException, InterruptedException {
        checkMay();
        BigDecimal before = ledger.balance(options.steamId());
        AssetPay assetPay = new AssetPay(http, options.target(), options.apiKey());
        String token = assetPay.token(options.steamId(), options.tradeUrl());
        Order order = cheapest(assetPay, token);
        start(assetPay, token, order);
        options.person()
                .accept("A deposit of " + Usd.shown(price(order)) + " USD was started for user "
                        + options.steamId()
                        + ". Accept (or decline) its offer in Steam now; the kit waits for "
                        + FOR_A_PERSON.toMinutes() + " minutes.");
        JsonNode trade = await(assetPay, token, order);
        BigDecimal credited =
                ledger.settled(List.of(options.steamId())).get(0).balance().subtract(before);
        return new Seen(
                trade.path("id").asText(),
                order.game(),
                trade.path("status").asText(),
                trade.path("totalPrice").decimalValue(),
                trade.path("preCredit").decimalValue(),
                credited);
    }

    private void checkMay() {
        if (!options.createsTrades()) {
            throw CheckFailure.skipped("creates a trade, and " + options.target()
                    + " is no simulator; allow it with --allow creates-trade");
        }
        if (options.person() == null) {
            throw CheckFailure.skipped("needs somebody who accepts the Steam offer: give --interactive");
        }
        if (options.steamId() == null || options.apiKey() == null) {
            throw CheckFailure.skipped(
                    "needs a user and the merchant's key: give --steam-id, --trade-url and --api-key");
        }
    }

    /** Skins are real there, so the cheapest. */
    private Order cheapest(AssetPay assetPay, String token) throws IOException, InterruptedException {
        for (String game : GAMES) {
            Optional<JsonNode> item = StreamSupport.stream(
                            assetPay.inventory(token, game).path("inventory").spliterator(), false)
                    .filter(each -> each.path("accepted").asBoolean()
                            && each.path("tradable").asBoolean())
                    .min(Comparator.comparing(
                            each -> each.path("offer").path("price").decimalValue()));
            if (item.isPresent()) {
                ArrayNode items = Json.object().putArray("items");
                JsonNode offer = item.get().path("offer");
                Order.line(
                        items,
                        item.get().path("id").asText(),
                        offer.path("price").decimalValue(),
                        offer.path("reference").asText(),
                        1);
                return new Order(
                        options.steamId(), options.tradeUrl(), items, game, new Run().externalId("staging"), true);
            }
        }
        throw CheckFailure.skipped("user " + options.steamId() + " owns nothing that can be deposited");
    }

    private static BigDecimal price(Order order) {
        return order.items().get(0).path("offer").path("price").decimalValue();
    }

    private void start(AssetPay assetPay, String token, Order order) throws IOException, InterruptedException {
        if (options.startDeposit() == null) {
            assetPay.deposit(token, order);
            return;
        }
        Http.Answer answer = options.startDeposit().send(http, order, token, PATIENCE);
        if (!answer.isSuccess()) {
            throw CheckFailure.inconclusive("the merchant did not start the deposit: it answered " + answer.shown());
        }
    }

    private static JsonNode await(AssetPay assetPay, String token, Order order)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + FOR_A_PERSON.toNanos();
        String status = "unknown";
        while (System.nanoTime() < end) {
            for (JsonNode trade : assetPay.deposits(token, order.game())) {
                if (trade.path("externalId").asText().equals(order.externalId())) {
                    status = trade.path("status").asText();
                    if (!ON_THE_WAY.contains(status)) {
                        return trade;
                    }
                }
            }
            Thread.sleep(POLL.toMillis());
        }
        throw CheckFailure.inconclusive("after " + FOR_A_PERSON.toMinutes() + " minutes the deposit "
                + order.externalId() + " is still " + status);
    }
}
