package io.github.assetpaysim.simulator.merchant;

import static io.github.assetpaysim.simulator.merchant.Universe.depositable;
import static io.github.assetpaysim.simulator.merchant.Universe.order;
import static io.github.assetpaysim.simulator.merchant.Universe.owned;
import static io.github.assetpaysim.simulator.merchant.Universe.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.catalog.SteamOutcome;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.time.AdvanceRunning;
import io.github.assetpaysim.simulator.trade.IllegalTransition;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever many users and testers do at the same time, items, money and the order of statuses stay right. */
class RandomWalkTest {
    private static final int THREADS = 6;
    private static final int STEPS = 300;
    private static final int USERS = 8;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void items_money_and_order_stay_right_whatever_happens_at_once(long seed) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Universe universe = new Universe();
                Merchant merchant = universe.merchant()) {
            Map<String, Integer> before = belongings(merchant);
            SplittableRandom random = new SplittableRandom(seed);
            List<Future<?>> walks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                SplittableRandom own = random.split();
                walks.add(threads.submit(() -> walk(merchant, own)));
            }
            for (Future<?> walk : walks) {
                walk.get(30, TimeUnit.SECONDS);
            }
            Universe.advance(merchant, Duration.ZERO);
            check(universe, merchant, before);
            assertThat(merchant.trades().all()).hasSizeGreaterThan(50);

            Universe.advance(merchant, Duration.ofDays(60));
            check(universe, merchant, before);
            assertThat(merchant.trades().all()).allMatch(trade -> trade.stage().over());
            assertThat(merchant.timeline().pending()).isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    private static void walk(Merchant merchant, SplittableRandom random) {
        for (int step = 0; step < STEPS; step++) {
            try {
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> deposit(merchant, random);
                    case 3, 4, 5 -> {
                        List<Trade> trades = merchant.trades().all();
                        if (!trades.isEmpty()) {
                            merchant.trades()
                                    .trigger(pick(trades, random).id(), pick(List.of(ControlEvent.values()), random));
                        }
                    }
                    case 6 -> {
                        SteamOutcome outcome = pick(List.of(SteamOutcome.values()), random);
                        merchant.change(settings -> settings.with(MerchantSettings.STEAM_OUTCOME, outcome));
                    }
                    default -> Universe.advance(merchant, Duration.ofSeconds(random.nextInt(200_000)));
                }
            } catch (Refusal | IllegalTransition | AdvanceRunning e) {
                // As it should be; what has come of it is looked at afterwards.
            }
        }
    }

    private static void deposit(Merchant merchant, SplittableRandom random) {
        Game game = random.nextInt(3) == 0 ? Game.RUST : Game.CS2;
        EndUserClaims user = user(random.nextInt(USERS));
        List<Item> items = depositable(merchant, user, game);
        Set<Item> chosen = new HashSet<>();
        for (int i = random.nextInt(3); i >= 0 && !items.isEmpty(); i--) {
            chosen.add(pick(items, random));
        }
        String externalId = random.nextBoolean() ? null : "order-" + random.nextInt(200);
        merchant.deposits()
                .open(user, order(game, externalId, List.copyOf(chosen)))
                .answered()
                .run();
    }

    private static <T> T pick(List<T> from, SplittableRandom random) {
        return from.get(random.nextInt(from.size()));
    }

    /** How many copies of each item the users have at hand. */
    private static Map<String, Integer> belongings(Merchant merchant) {
        Map<String, Integer> copies = new HashMap<>();
        for (int i = 0; i < USERS; i++) {
            for (Game game : Game.values()) {
                owned(merchant, user(i), game).forEach(item -> copies.merge(item.id(), item.amount(), Integer::sum));
            }
        }
        return copies;
    }

    private static void check(Universe universe, Merchant merchant, Map<String, Integer> before) {
        Map<String, Integer> now = belongings(merchant);
        Map<String, Usd> advanced = new HashMap<>();
        Set<String> externalIds = new HashSet<>();
        for (Trade trade : merchant.trades().all()) {
            if (!trade.stage().unsuccessful()) {
                trade.items().forEach(line -> now.merge(line.item().id(), line.amount(), Integer::sum));
            }
            assertThat(trade.split().preCredit().plus(trade.split().pendingCredit()))
                    .isEqualTo(trade.totalPrice());
            if (trade.exposed()) {
                advanced.merge(trade.client().steamId(), trade.split().preCredit(), Usd::plus);
            }
            if (trade.externalId() != null) {
                assertThat(externalIds.add(trade.externalId())).isTrue();
            }
            assertThat(universe.sent(trade.id()))
                    .doesNotHaveDuplicates()
                    .startsWith("INITIATED")
                    .endsWith(merchant.status(trade));
            assertThat(merchant.journal().list(trade.id()))
                    .allMatch(delivery -> delivery.attempts().size() == 1)
                    .extracting(delivery -> delivery.event().status())
                    .isEqualTo(universe.sent(trade.id()));
        }
        assertThat(now).isEqualTo(before);
        assertThat(advanced.values()).allMatch(sum -> sum.compareTo(Usd.of("150.00")) <= 0);
    }
}
