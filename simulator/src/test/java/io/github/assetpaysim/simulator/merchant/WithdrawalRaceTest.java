package io.github.assetpaysim.simulator.merchant;

import static io.github.assetpaysim.simulator.merchant.Universe.user;
import static io.github.assetpaysim.simulator.support.TestClient.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Withdrawals at the same moment; {@code -Draces.rounds} makes it more of them. */
class WithdrawalRaceTest {
    private static final int ROUNDS = Integer.getInteger("races.rounds", 10);

    private final Universe universe = new Universe();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        universe.close();
    }

    /** Runs so many tasks, all started at the same moment. */
    private <T> List<T> together(int many, IntFunction<T> task) throws Exception {
        CyclicBarrier start = new CyclicBarrier(many);
        List<Callable<T>> tasks = IntStream.range(0, many)
                .<Callable<T>>mapToObj(number -> () -> {
                    start.await(20, TimeUnit.SECONDS);
                    return task.apply(number);
                })
                .toList();
        List<T> results = new ArrayList<>();
        for (Future<T> future : threads.invokeAll(tasks)) {
            results.add(future.get());
        }
        return results;
    }

    /** "TRADE" or the reason of the refusal. */
    private static String outcome(Merchant merchant, EndUserClaims user, Item listing, String externalId) {
        try {
            merchant.withdrawals()
                    .open(user, order(listing, externalId))
                    .answered()
                    .run();
            return "TRADE";
        } catch (Refusal e) {
            return e.code().name();
        }
    }

    private static WithdrawalOrder order(Item listing, String externalId) {
        WithdrawalOrder.Line line = new WithdrawalOrder.Line(
                listing.id(),
                listing.supply().market(),
                listing.offer().price(),
                listing.offer().reference());
        return new WithdrawalOrder(listing.kind().game(), List.of(line), externalId);
    }

    private static List<Item> market(Merchant merchant) {
        return merchant.market()
                .search(new ItemQuery(Game.CS2, false, null, null, null, null, 1, ItemQuery.ALL))
                .items();
    }

    /** So many listings that cost two cents each, of kinds for which one is paid. */
    private static List<Item> cheap(Merchant merchant, int many) {
        merchant.users()
                .movePrices(market(merchant).stream()
                        .limit(many)
                        .collect(Collectors.toMap(Item::kind, each -> Optional.of(new Usd(1)))));
        return market(merchant).subList(0, many);
    }

    private static void assertConserved(Merchant merchant, Usd start) {
        Balance balance = merchant.withdrawals().balance();
        Usd taken = merchant.trades().all().stream()
                .filter(Trade::approved)
                .filter(trade -> !trade.stage().unsuccessful())
                .map(Trade::totalPrice)
                .reduce(Usd.ZERO, Usd::plus);
        assertThat(balance.total().plus(taken)).isEqualTo(start);
        assertThat(balance.available()).isGreaterThanOrEqualTo(Usd.ZERO);
        assertThat(balance.reserved()).isGreaterThanOrEqualTo(Usd.ZERO);
    }

    @Test
    void of_200_withdrawals_against_a_balance_for_7_exactly_7_are_made() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Usd start = new Usd(2 * 7 + 1);
            Merchant merchant = universe.merchant(settings -> settings.with(MerchantSettings.BALANCE, start));
            List<Item> listings = cheap(merchant, 200);
            assertThat(listings).extracting(each -> each.offer().price()).containsOnly(new Usd(2));

            List<String> outcomes =
                    together(200, number -> outcome(merchant, user(number), listings.get(number), null));

            assertThat(Collections.frequency(outcomes, "TRADE")).isEqualTo(7);
            assertThat(Collections.frequency(outcomes, "MERCHANT_BALANCE_LOW")).isEqualTo(193);
            assertConserved(merchant, start);
            Universe.advance(merchant, Duration.ofDays(8));
            assertThat(merchant.withdrawals().balance()).isEqualTo(new Balance(new Usd(1), Usd.ZERO));
            assertConserved(merchant, start);
        }
    }

    @Test
    void of_100_withdrawals_of_one_listing_exactly_one_is_made_and_the_others_reserve_nothing() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Usd start = new Usd(10_000_00);
            Merchant merchant = universe.merchant(settings -> settings.with(MerchantSettings.BALANCE, start));
            List<Item> listings = market(merchant);

            List<String> outcomes =
                    together(100, number -> outcome(merchant, user(number), listings.get(0), "order-" + number));

            assertThat(outcomes).containsOnlyOnce("TRADE").containsOnly("TRADE", "ITEMS_UNAVAILABLE");
            assertConserved(merchant, start);
            Universe.advance(merchant, Duration.ofDays(8));
            assertThat(merchant.withdrawals().balance().total())
                    .isEqualTo(start.minus(listings.get(0).offer().price()));
            int refused = outcomes.indexOf("ITEMS_UNAVAILABLE");
            assertThat(outcome(merchant, user(refused), listings.get(1), "order-" + refused))
                    .isEqualTo("TRADE");
        }
    }

    @Test
    void of_50_withdrawals_and_deposits_with_one_externalId_exactly_one_is_made() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Merchant merchant = universe.merchant();
            List<Item> listings = market(merchant);
            List<Item> items = Universe.depositable(merchant, user(0), Game.CS2);

            List<String> outcomes = together(
                    50,
                    number -> number % 2 == 0
                            ? outcome(merchant, user(number), listings.get(number), "order")
                            : deposited(merchant, items.get(number / 2)));

            assertThat(outcomes).containsOnlyOnce("TRADE").containsOnly("TRADE", "EXTERNAL_ID_EXISTS");
            assertThat(merchant.trades().all()).hasSize(1);
        }
    }

    private static String deposited(Merchant merchant, Item item) {
        try {
            merchant.deposits()
                    .open(user(0), Universe.order(Game.CS2, "order", List.of(item)))
                    .answered()
                    .run();
            return "TRADE";
        } catch (Refusal e) {
            return e.code().name();
        }
    }

    @Test
    void over_http_the_same_races_end_with_the_documented_codes() throws Exception {
        try (Simulator simulator = Simulator.start(Settings.STANDARD);
                Receiver receiver = Receiver.good()) {
            TestClient client = new TestClient(simulator);
            JsonNode rich = client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\"}");
            List<String> tokens = IntStream.range(0, 20)
                    .mapToObj(number -> client.token(rich, user(number).steamId()))
                    .toList();
            List<JsonNode> listings = client.listings(tokens.get(0), "730");

            List<String> sameListing = together(
                    100, number -> code(client.withdraw(tokens.get(number % 20), List.of(listings.get(0)), "")));
            List<String> sameId = together(
                    50,
                    number -> code(client.withdraw(
                            tokens.get(number % 20), List.of(listings.get(1 + number)), ",\"externalId\":\"order\"")));

            assertThat(sameListing).containsOnlyOnce("200").containsOnly("200", "400 9");
            assertThat(sameId).containsOnlyOnce("200").containsOnly("200", "409 1");
            assertThat(client.get(path(rich) + "/trades").json().required("trades"))
                    .hasSize(2);

            JsonNode poor = client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\",\"balance\":7}");
            List<String> ofPoor = IntStream.range(0, 20)
                    .mapToObj(number -> client.token(poor, user(number).steamId()))
                    .toList();
            List<JsonNode> kinds = listings.stream()
                    .limit(200)
                    .map(each -> each.required("marketHashName"))
                    .toList();
            client.post(
                    path(poor) + "/prices",
                    kinds.stream()
                            .map(kind -> "{\"marketHashName\":" + kind + ",\"price\":0.86}")
                            .collect(Collectors.joining(",", "{\"offers\":[", "]}")));
            // At 0.93 to 0.99 each.
            List<JsonNode> equal = client.listings(ofPoor.get(0), "730").stream()
                    .filter(each -> kinds.contains(each.required("marketHashName")))
                    .toList();
            List<String> sameBalance = together(
                    200, number -> code(client.withdraw(ofPoor.get(number % 20), List.of(equal.get(number)), "")));

            assertThat(Collections.frequency(sameBalance, "200")).isEqualTo(7);
            assertThat(Collections.frequency(sameBalance, "400 12")).isEqualTo(193);
        }
    }

    private static String code(TestClient.Answer answer) {
        JsonNode json = answer.json();
        return json.required("success").booleanValue()
                ? String.valueOf(answer.status())
                : answer.status() + " " + json.required("error").required("code");
    }
}
