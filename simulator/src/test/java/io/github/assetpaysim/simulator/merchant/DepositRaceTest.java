package io.github.assetpaysim.simulator.merchant;

import static io.github.assetpaysim.simulator.merchant.Universe.depositable;
import static io.github.assetpaysim.simulator.merchant.Universe.order;
import static io.github.assetpaysim.simulator.merchant.Universe.owned;
import static io.github.assetpaysim.simulator.merchant.Universe.user;
import static io.github.assetpaysim.simulator.support.TestClient.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.seed.Seed;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DepositRaceTest {
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
        List<Callable<T>> tasks = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            int number = i;
            tasks.add(() -> {
                start.await(20, TimeUnit.SECONDS);
                return task.apply(number);
            });
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : threads.invokeAll(tasks)) {
            results.add(future.get());
        }
        return results;
    }

    /** "TRADE" or the reason of the refusal. */
    private static String outcome(Deposits deposits, EndUserClaims user, DepositOrder order) {
        try {
            deposits.open(user, order).answered().run();
            return "TRADE";
        } catch (Refusal e) {
            return e.code().name();
        }
    }

    private static void assertOneOf(List<String> outcomes, String others) {
        assertThat(outcomes).containsOnlyOnce("TRADE");
        assertThat(outcomes).filteredOn(each -> !each.equals("TRADE")).containsOnly(others);
    }

    private static void assertOnlyTaken(Merchant merchant, EndUserClaims user, List<Item> before, List<Trade> trades) {
        List<String> left = new ArrayList<>(before.stream().map(Item::id).toList());
        trades.forEach(
                trade -> trade.items().forEach(line -> left.remove(line.item().id())));
        assertThat(owned(merchant, user, Game.CS2)).extracting(Item::id).containsExactlyElementsOf(left);
    }

    @Test
    void of_200_deposits_with_one_externalId_exactly_one_makes_a_trade() throws Exception {
        Merchant merchant = universe.merchant();
        for (int round = 0; round < 100; round++) {
            // Two users, each with items of his own: neither the user lock nor the items decide.
            List<EndUserClaims> users = List.of(user(2 * round), user(2 * round + 1));
            List<List<Item>> before =
                    List.of(owned(merchant, users.get(0), Game.CS2), owned(merchant, users.get(1), Game.CS2));
            List<List<Item>> items = List.of(
                    depositable(merchant, users.get(0), Game.CS2), depositable(merchant, users.get(1), Game.CS2));
            String externalId = "order-" + round;

            List<String> outcomes = together(200, number -> {
                List<Item> own = items.get(number % 2);
                Item item = own.get(number / 2 % own.size());
                return outcome(merchant.deposits(), users.get(number % 2), order(Game.CS2, externalId, List.of(item)));
            });

            assertOneOf(outcomes, "EXTERNAL_ID_EXISTS");
            List<Trade> made = merchant.trades().all().stream()
                    .filter(trade -> externalId.equals(trade.externalId()))
                    .toList();
            assertThat(made).hasSize(1);
            String owner = made.get(0).client().steamId();
            for (int i = 0; i < 2; i++) {
                boolean his = owner.equals(users.get(i).steamId());
                assertOnlyTaken(merchant, users.get(i), before.get(i), his ? made : List.of());
            }
        }
        assertThat(merchant.trades().all()).hasSize(100);
    }

    @Test
    void of_100_deposits_of_one_item_exactly_one_makes_a_trade_and_the_others_claim_nothing() throws Exception {
        Merchant merchant = universe.merchant();
        for (int round = 0; round < 100; round++) {
            EndUserClaims user = user(round);
            List<Item> before = owned(merchant, user, Game.CS2);
            List<Item> items = depositable(merchant, user, Game.CS2);
            String prefix = "order-" + round + "-";

            List<String> outcomes = together(
                    100,
                    number -> outcome(
                            merchant.deposits(), user, order(Game.CS2, prefix + number, List.of(items.get(0)))));

            assertOneOf(outcomes, "ITEMS_UNAVAILABLE");
            List<Trade> made = merchant.trades().all().stream()
                    .filter(trade -> trade.client().steamId().equals(user.steamId()))
                    .toList();
            assertThat(made).hasSize(1);
            assertOnlyTaken(merchant, user, before, made);
            // The externalId of a refused request is still free, the other one is not.
            String used = made.get(0).externalId();
            String refused = used.equals(prefix + 0) ? prefix + 1 : prefix + 0;
            DepositOrder another = order(Game.CS2, refused, List.of(items.get(1)));
            assertThat(outcome(merchant.deposits(), user, another)).isEqualTo("TRADE");
            assertThat(outcome(merchant.deposits(), user, order(Game.CS2, used, List.of(items.get(2)))))
                    .isEqualTo("EXTERNAL_ID_EXISTS");
        }
    }

    @Test
    void of_many_deposits_of_one_user_exactly_as_many_are_open_as_are_allowed() throws Exception {
        Merchant merchant = universe.merchant();
        for (int round = 0; round < 50; round++) {
            EndUserClaims user = user(round);
            List<Item> items = depositable(merchant, user, Game.CS2);

            List<String> outcomes = together(
                    30,
                    number -> outcome(merchant.deposits(), user, order(Game.CS2, null, List.of(items.get(number)))));

            assertThat(Collections.frequency(outcomes, "TRADE")).isEqualTo(5);
            assertThat(Collections.frequency(outcomes, "TOO_MANY_ACTIVE_TRADES"))
                    .isEqualTo(25);
        }
    }

    @Test
    void concurrent_deposits_of_one_user_are_never_advanced_more_than_his_collateral() throws Exception {
        Merchant merchant = universe.merchant(settings -> settings.with("assumptions.openDepositLimit", "1000"));
        int exhausted = 0;
        for (int round = 0; round < 30; round++) {
            EndUserClaims user = user(round);
            List<Item> items = depositable(merchant, user, Game.CS2);

            List<String> outcomes = together(
                    30,
                    number -> outcome(merchant.deposits(), user, order(Game.CS2, null, List.of(items.get(number)))));

            assertThat(outcomes).containsOnly("TRADE");
            Usd advanced = Usd.ZERO;
            Usd total = Usd.ZERO;
            for (Trade trade : merchant.trades().all()) {
                if (trade.client().steamId().equals(user.steamId())) {
                    advanced = advanced.plus(trade.split().preCredit());
                    total = total.plus(trade.totalPrice());
                    assertThat(trade.split().preCredit().plus(trade.split().pendingCredit()))
                            .isEqualTo(trade.totalPrice());
                }
            }
            assertThat(advanced).isEqualTo(total.min(Usd.of("150.00")));
            exhausted += total.compareTo(Usd.of("150.00")) > 0 ? 1 : 0;
        }
        assertThat(exhausted).isGreaterThan(15);
    }

    /** A merchant's deposits, the first of which stops in the middle of its decision until the latch opens. */
    private Deposits slow(Duration longestWait, CountDownLatch deciding, CountDownLatch goOn) {
        Merchant merchant = universe.merchant();
        AtomicBoolean first = new AtomicBoolean(true);
        Supplier<MerchantSettings> settings = () -> {
            if (first.getAndSet(false)) {
                deciding.countDown();
                awaitUninterrupted(goOn);
            }
            return merchant.settings();
        };
        World world = new World(
                merchant.state(),
                merchant.settings(),
                longestWait,
                merchant.timeline(),
                universe.around.catalogue(),
                new Seed(1));
        Trades trades = new Trades(
                world,
                merchant.timeline(),
                merchant.dispatcher(),
                merchant::status,
                new TradeCourse(world, merchant::settings),
                trade -> {});
        return new Deposits(world, trades, settings, new DepositHints(world, merchant::status));
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Item> items(Universe universe, EndUserClaims user) {
        return depositable(universe.merchant(), user, Game.CS2);
    }

    @Test
    void a_second_deposit_of_a_user_waits_and_is_then_decided_as_usual() throws Exception {
        CountDownLatch deciding = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Deposits deposits = slow(Duration.ofSeconds(20), deciding, goOn);
        List<Item> items = items(universe, user(1));
        Future<String> first =
                threads.submit(() -> outcome(deposits, user(1), order(Game.CS2, "a", items.subList(0, 1))));
        awaitUninterrupted(deciding);
        Future<String> other =
                threads.submit(() -> outcome(deposits, user(1), order(Game.CS2, "b", items.subList(1, 2))));
        Future<String> same =
                threads.submit(() -> outcome(deposits, user(1), order(Game.CS2, "a", items.subList(2, 3))));

        goOn.countDown();

        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("TRADE");
        assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo("TRADE");
        assertThat(same.get(10, TimeUnit.SECONDS)).isEqualTo("EXTERNAL_ID_EXISTS");
    }

    @Test
    void a_deposit_that_has_waited_as_long_as_it_may_is_refused_and_claims_nothing() throws Exception {
        CountDownLatch deciding = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Deposits deposits = slow(Duration.ofMillis(50), deciding, goOn);
        List<Item> items = items(universe, user(1));
        DepositOrder second = order(Game.CS2, "b", items.subList(1, 2));
        Future<String> first =
                threads.submit(() -> outcome(deposits, user(1), order(Game.CS2, "a", items.subList(0, 1))));
        awaitUninterrupted(deciding);

        Future<String> refused = threads.submit(() -> outcome(deposits, user(1), second));

        assertThat(refused.get(10, TimeUnit.SECONDS)).isEqualTo("DEPOSIT_IN_PROGRESS");
        goOn.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("TRADE");
        assertThat(outcome(deposits, user(1), second)).isEqualTo("TRADE");
    }

    @Test
    void over_http_the_same_races_end_with_the_documented_codes() throws Exception {
        try (Simulator simulator = Simulator.start(Settings.STANDARD)) {
            TestClient client = new TestClient(simulator);
            JsonNode merchant = client.merchant("{}");
            for (int round = 0; round < 2; round++) {
                String token = client.token(merchant, user(round).steamId());
                List<JsonNode> items = client.depositable(token, "730");
                String externalId = ",\"externalId\":\"order-" + round + "\"";

                List<String> sameId =
                        together(200, number -> code(client.deposit(token, items.get(1 + number % 20), externalId)));
                List<String> sameItem = together(
                        100,
                        number -> code(client.deposit(
                                token,
                                items.get(0),
                                ",\"externalId\":\"" + number + " of " + token.hashCode() + "\"")));

                assertThat(sameId).containsOnlyOnce("200").contains("409 1").containsOnly("200", "409 1");
                assertThat(sameItem).containsOnlyOnce("200").containsOnly("200", "400 9");
            }
            JsonNode trades = client.get(path(merchant) + "/trades").json().required("trades");
            assertThat(trades).hasSize(4);
        }
    }

    private static String code(TestClient.Answer answer) {
        JsonNode json = answer.json();
        return json.required("success").booleanValue()
                ? String.valueOf(answer.status())
                : answer.status() + " " + json.required("error").required("code");
    }
}
