package io.github.assetpaysim.simulator.merchant;

import static io.github.assetpaysim.simulator.merchant.Universe.order;
import static io.github.assetpaysim.simulator.merchant.Universe.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.callback.Delivery;
import io.github.assetpaysim.simulator.callback.transport.OutcomeCode;
import io.github.assetpaysim.simulator.callback.transport.Reply;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.catalog.Profile;
import io.github.assetpaysim.simulator.catalog.SteamOutcome;
import io.github.assetpaysim.simulator.money.Collateral;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.text.Words;
import io.github.assetpaysim.simulator.trade.IllegalTransition;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** One sequence: two merchants with the same users, and what its seed makes happen to them. */
final class RandomSequence implements AutoCloseable {
    static final int USERS = 4;
    private static final int LISTINGS = 16;
    private static final int STEPS_TOLD = 25;

    private final long seed;
    private final SplittableRandom random;
    private final Universe universe = new Universe(payload -> CompletableFuture.completedFuture(receive(payload)));
    private final List<ExpectedBooks> shops = new ArrayList<>();
    private final ArrayDeque<String> steps = new ArrayDeque<>();
    private final Set<String> met = new HashSet<>();
    /** Whether merchants answer as they should. */
    private volatile boolean calm;

    RandomSequence(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        for (int i = 0; i < 2; i++) {
            shops.add(new ExpectedBooks(universe, universe.merchant(), met));
        }
    }

    /** What has come about. */
    Set<String> met() {
        return met;
    }

    void play(int count) {
        int step = 0;
        try {
            for (; step < count; step++) {
                ExpectedBooks shop = pick(shops);
                ExpectedBooks other = shops.get(1 - shops.indexOf(shop));
                MerchantState untouched = other.merchant.state();
                steps.add(step + " " + shop.merchant.id() + ": ");
                if (steps.size() > STEPS_TOLD) {
                    steps.remove();
                }
                step(shop);
                Universe.advance(shop.merchant, Duration.ZERO);
                shop.check();
                assertThat(other.merchant.state()).as("the other merchant").isEqualTo(untouched);
            }
            tell("the end");
            calm = true;
            for (ExpectedBooks shop : shops) {
                Universe.advance(shop.merchant, Duration.ofDays(60));
                shop.check();
                shop.checkAllIsOver();
            }
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "sequence " + seed + " fails in step " + step + "; -Dsequences.seed=" + seed
                            + " plays it again. The last steps:\n" + String.join("\n", steps) + "\n" + e,
                    e);
        }
    }

    private void tell(String what) {
        steps.add(steps.isEmpty() ? what : steps.removeLast() + what);
    }

    private void step(ExpectedBooks shop) {
        try {
            switch (random.nextInt(20)) {
                case 0, 1, 2 -> deposit(shop);
                case 3, 4, 5, 6 -> withdraw(shop);
                case 7, 8, 9 -> event(shop);
                case 10, 11 -> pass(shop);
                case 12 -> movePrice(shop);
                case 13 -> change(shop);
                case 14 -> setBalance(shop);
                case 15, 16 -> resend(shop);
                case 17 -> outcome(shop);
                case 18 -> read(shop);
                default -> goOn(shop);
            }
        } catch (Refusal e) {
            tell(" refused: " + e.code().name());
            met.add("refused " + e.code().name());
        } catch (IllegalTransition e) {
            tell(" cannot happen");
        }
    }

    private void deposit(ExpectedBooks shop) {
        EndUserClaims client = user(random.nextInt(USERS));
        Game game = pick(List.of(Game.values()));
        List<Item> owned = shop.owned(client.steamId(), game);
        Set<Item> chosen = new HashSet<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            chosen.add(owned.get(random.nextInt(10)));
        }
        tell("deposit of " + client.steamId() + " " + chosen.size());
        shop.opens(client, () -> shop.merchant.deposits().open(client, order(game, externalId(), List.copyOf(chosen))));
    }

    private void withdraw(ExpectedBooks shop) {
        EndUserClaims client = user(random.nextInt(USERS));
        Game game = pick(List.of(Game.values()));
        List<Item> all = universe.around.catalogue().listings(game);
        List<WithdrawalOrder.Line> lines = IntStream.generate(() -> random.nextInt(LISTINGS))
                .limit(1 + random.nextInt(2))
                .distinct()
                .mapToObj(i -> all.get(i * (all.size() / LISTINGS)).id())
                .map(id -> shop.merchant.market().find(game, id).orElseThrow())
                .map(item -> line(item, random.nextInt(20) == 0))
                .toList();
        tell("withdrawal of " + client.steamId() + " " + lines.size());
        shop.opens(
                client, () -> shop.merchant.withdrawals().open(client, new WithdrawalOrder(game, lines, externalId())));
    }

    private static WithdrawalOrder.Line line(Item item, boolean stale) {
        boolean priced = item.offer() != null;
        Usd price = priced ? item.offer().price() : new Usd(1_00);
        return new WithdrawalOrder.Line(
                item.id(),
                item.supply().market(),
                stale ? price.plus(new Usd(1)) : price,
                priced ? item.offer().reference() : "none");
    }

    private String externalId() {
        return random.nextBoolean() ? null : "order-" + random.nextInt(60);
    }

    private void event(ExpectedBooks shop) {
        List<Trade> trades = shop.merchant.trades().all();
        if (!trades.isEmpty()) {
            // Mostly one of the latest, which are not over, and what can happen to it.
            Trade trade = trades.get(Math.max(0, trades.size() - 1 - random.nextInt(8)));
            List<ControlEvent> possible = ControlEvent.possible(trade);
            ControlEvent event =
                    pick(possible.isEmpty() || random.nextInt(5) == 0 ? List.of(ControlEvent.values()) : possible);
            tell(Words.of(event) + " of " + trade.id() + " " + trade.stage());
            shop.merchant.trades().trigger(trade.id(), event);
        }
    }

    private void pass(ExpectedBooks shop) {
        Duration time = Duration.ofSeconds(random.nextInt(pick(List.of(10, 60, 2_000, 200_000, 1_500_000))));
        tell("passing of " + time);
        Universe.advance(shop.merchant, time);
    }

    private void movePrice(ExpectedBooks shop) {
        List<Item> all = universe.around.catalogue().listings(pick(List.of(Game.values())));
        Item item = all.get(random.nextInt(LISTINGS) * (all.size() / LISTINGS));
        Optional<Usd> price =
                random.nextInt(3) == 0 ? Optional.empty() : Optional.of(new Usd(1 + random.nextInt(900_00)));
        tell("price " + price);
        shop.merchant.users().movePrices(Map.of(item.kind(), price));
    }

    private void change(ExpectedBooks shop) {
        SteamOutcome outcome = random.nextInt(3) == 0 ? null : pick(List.of(SteamOutcome.values()));
        Profile.Account account =
                random.nextInt(3) > 0 ? Profile.Account.ORDINARY : pick(List.of(Profile.Account.values()));
        Collateral collateral = new Collateral(new Usd(random.nextInt(300_00)), new Usd(random.nextInt(3)));
        Profile profile =
                new Profile(outcome, Profile.Contents.ORDINARY, List.of(), account, collateral, random.nextBoolean());
        tell("user " + profile);
        shop.merchant
                .users()
                .setProfile(user(random.nextInt(USERS)).steamId(), random.nextInt(4) == 0 ? null : profile);
    }

    private void setBalance(ExpectedBooks shop) {
        Usd total = new Usd(random.nextInt(pick(List.of(100_00, 2_000_00, 30_000_00))));
        tell("balance " + total);
        shop.setBalance(total);
    }

    private void resend(ExpectedBooks shop) {
        List<Delivery> deliveries = shop.merchant.journal().list(null);
        if (!deliveries.isEmpty()) {
            Delivery delivery = deliveries.get(Math.max(0, deliveries.size() - 1 - random.nextInt(12)));
            tell("resending " + delivery.event().trade().id() + " "
                    + delivery.event().status() + " " + delivery.state());
            shop.merchant.dispatcher().resend(delivery.id(), null).orElseThrow().join();
        }
    }

    private void outcome(ExpectedBooks shop) {
        SteamOutcome outcome = pick(List.of(SteamOutcome.values()));
        tell("outcome " + outcome);
        shop.merchant.change(settings -> settings.with(MerchantSettings.STEAM_OUTCOME, outcome));
    }

    private void read(ExpectedBooks shop) {
        tell("inventory, market");
        EndUserClaims client = user(random.nextInt(USERS));
        for (Game game : Game.values()) {
            shop.checkShown(client, game, random.nextBoolean());
        }
    }

    private void goOn(ExpectedBooks shop) {
        tell("going on from its state");
        met.add("went on from its state");
        shop.goOn();
    }

    /** The same answer to the same attempt, whatever else happens at the same instant. */
    private Reply receive(JsonNode payload) {
        JsonNode trade = payload.required("trade");
        ExpectedBooks shop = shops.stream()
                .filter(each -> each.merchant
                        .credentials()
                        .merchantId()
                        .equals(trade.required("merchantId").textValue()))
                .findFirst()
                .orElseThrow();
        int times = shop.received(trade);
        Object[] which = {
            seed, trade.required("id").textValue(), trade.required("status").textValue(), times
        };
        SplittableRandom chance = new SplittableRandom(Arrays.hashCode(which));
        if (!calm && shop.isGate(trade) && chance.nextInt(10) == 0) {
            meddle(shop, trade.required("id").textValue(), chance);
        }
        Reply reply = calm || chance.nextInt(10) < 6
                ? Universe.answer(200)
                : chance.nextInt(5) == 0
                        ? Reply.failed(OutcomeCode.TIMEOUT, "no answer")
                        : Universe.answer(List.of(402, 404, 500, 429, 408, 301).get(chance.nextInt(6)));
        shop.answered(trade, reply);
        return reply;
    }

    /** While a merchant thinks about a withdrawal, it ends. */
    private static void meddle(ExpectedBooks shop, String tradeId, SplittableRandom chance) {
        try {
            shop.merchant.trades().trigger(tradeId, chance.nextBoolean() ? ControlEvent.CANCEL : ControlEvent.FAIL);
        } catch (IllegalTransition e) {
            // It is decided already; this was one attempt more.
        }
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    @Override
    public void close() {
        shops.forEach(shop -> shop.merchant.close());
        universe.close();
    }
}
