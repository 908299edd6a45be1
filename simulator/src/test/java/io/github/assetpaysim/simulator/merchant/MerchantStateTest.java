package io.github.assetpaysim.simulator.merchant;

import static io.github.assetpaysim.simulator.merchant.Universe.depositable;
import static io.github.assetpaysim.simulator.merchant.Universe.order;
import static io.github.assetpaysim.simulator.merchant.Universe.owned;
import static io.github.assetpaysim.simulator.merchant.Universe.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Inventory;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.catalog.Profile;
import io.github.assetpaysim.simulator.catalog.SteamOutcome;
import io.github.assetpaysim.simulator.catalog.TestUser;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.time.Advance;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Stage;
import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MerchantStateTest {
    private final Universe universe = new Universe();
    private final Merchant merchant = universe.merchant();

    @AfterEach
    void stop() {
        universe.close();
    }

    private static Trade deposit(Merchant merchant, EndUserClaims user, Game game, String externalId) {
        Item item = depositable(merchant, user, game).get(0);
        Opened opened = merchant.deposits().open(user, order(game, externalId, List.of(item)));
        opened.answered().run();
        return opened.trade();
    }

    private void deposit(int user, Game game, ControlEvent... events) {
        Trade trade = deposit(merchant, user(user), game, "order-" + user);
        for (ControlEvent event : events) {
            merchant.trades().trigger(trade.id(), event);
        }
    }

    private static EndUserClaims client(String steamId) {
        return new EndUserClaims(steamId, user(0).tradeUrl(), null, null);
    }

    private static Profile with(SteamOutcome outcome) {
        Profile usual = Profile.ORDINARY;
        return new Profile(outcome, usual.contents(), usual.listed(), usual.account(), usual.collateral(), false);
    }

    /** Deposits in every stage that lasts, begun at different times, and all else that can have changed. */
    private EndUserClaims playOn() {
        deposit(1, Game.CS2, ControlEvent.COMPLETE);
        deposit(2, Game.CS2, ControlEvent.COMPLETE, ControlEvent.REVERT);
        deposit(3, Game.CS2, ControlEvent.SEND_OFFER, ControlEvent.ESCROW);
        Universe.advance(merchant, Duration.ofHours(30));
        deposit(4, Game.CS2, ControlEvent.SEND_OFFER, ControlEvent.ACCEPT);
        deposit(5, Game.RUST, ControlEvent.SEND_OFFER, ControlEvent.DECLINE);
        deposit(6, Game.RUST, ControlEvent.FAIL);
        deposit(7, Game.CS2, ControlEvent.CANCEL);
        deposit(8, Game.CS2);
        Universe.advance(merchant, Duration.ofSeconds(12));
        // Planned to accept when the offer was sent, and so he will, whoever he is now.
        merchant.users().setProfile(user(8).steamId(), with(SteamOutcome.DECLINE));
        deposit(9, Game.CS2);
        merchant.users().setProfile(user(1).steamId(), with(SteamOutcome.REVERT));
        EndUserClaims fickle = client(TestUser.all().stream()
                .filter(each -> each.profile().pricesMove())
                .findFirst()
                .orElseThrow()
                .steamId());
        Item moved = depositable(merchant, fickle, Game.CS2).get(3);
        merchant.users().movePrices(Map.of(moved.kind(), Optional.of(Usd.of("4.35"))));
        return fickle;
    }

    private static Advance advance(Merchant merchant, Duration by) throws InterruptedException {
        return merchant.timeline().advanceBy(by);
    }

    @Test
    void another_merchant_goes_on_from_it_as_the_first_one_does() throws Exception {
        EndUserClaims fickle = playOn();
        MerchantState state = merchant.state();

        try (Merchant other = universe.goOn(merchant, state)) {
            assertThat(state.trades().trades())
                    .extracting(Trade::stage)
                    .contains(
                            Stage.CREATED,
                            Stage.OFFERED,
                            Stage.ESCROWED,
                            Stage.PROTECTED,
                            Stage.COMPLETED,
                            Stage.DECLINED,
                            Stage.FAILED,
                            Stage.CANCELED,
                            Stage.REVERTED);
            assertThat(other.state()).isEqualTo(state);
            assertThat(other.timeline().nextDue()).isEqualTo(merchant.timeline().nextDue());
            List<List<Advance.Ran>> ran = new ArrayList<>();
            for (Merchant each : List.of(merchant, other)) {
                assertThat(owned(each, fickle, Game.CS2)).isNotEmpty();
                assertThatThrownBy(() -> deposit(each, user(1), Game.CS2, "order-7"))
                        .isInstanceOf(Refusal.class)
                        .hasMessageContaining("order-7");
                deposit(each, user(1), Game.CS2, "order-10");
                List<Advance.Ran> all =
                        new ArrayList<>(advance(each, Duration.ofMinutes(2)).ran());
                each.users().setProfile(user(8).steamId(), null);
                all.addAll(advance(each, Duration.ofDays(60)).ran());
                // What is due at once may run before the advance, and is then no part of it.
                all.removeIf(entry -> !entry.at().isAfter(state.clock()));
                ran.add(all);
            }

            assertThat(ran.get(1)).containsExactlyInAnyOrderElementsOf(ran.get(0));
            assertThat(merchant.trades().all())
                    .hasSize(10)
                    .allMatch(trade -> trade.stage().over());
            assertThat(other.state()).isEqualTo(merchant.state());
        }
    }

    @Test
    void a_withdrawal_that_waits_for_its_verdict_is_asked_for_again_and_paid_once() throws Exception {
        Item listing = Universe.forSale(merchant).get(0);
        Opened opened = merchant.withdrawals().open(user(1), Universe.withdrawal(List.of(listing)));
        MerchantState state = merchant.state();
        assertThat(state.next()).isEmpty();
        assertThat(universe.sent(opened.trade().id())).isEmpty();

        try (Merchant other = universe.goOn(merchant, state)) {
            advance(other, Duration.ZERO);
            assertThat(universe.sent(opened.trade().id())).containsExactly("INITIATED", "ACTIVE");
            Usd left = state.balance().minus(opened.trade().totalPrice());
            assertThat(other.withdrawals().balance()).isEqualTo(new Balance(left, Usd.ZERO));

            advance(other, Duration.ofDays(8));
            assertThat(other.trades().find(opened.trade().id()).orElseThrow().stage())
                    .isEqualTo(Stage.COMPLETED);
            assertThat(other.withdrawals().balance()).isEqualTo(new Balance(left, Usd.ZERO));
            assertThat(other.state().taken()).containsExactly(listing.id());
        }
        opened.answered().run();
    }

    @Test
    void it_is_one_step_to_all_that_happens_meanwhile() {
        CompletableFuture<?> playing = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 200; i++) {
                Trade trade = deposit(merchant, user(i % 3), Game.CS2, null);
                merchant.trades().trigger(trade.id(), i % 20 == 0 ? ControlEvent.COMPLETE : ControlEvent.CANCEL);
            }
        });
        do {
            MerchantState state = merchant.state();
            Map<String, Integer> taken = new HashMap<>();
            state.users().values().stream()
                    .map(EndUserAccount.State::inventories)
                    .flatMap(inventories -> inventories.values().stream())
                    .map(Inventory::taken)
                    .forEach(taken::putAll);
            Map<String, Integer> owed = new HashMap<>();
            Map<String, Trades.NextEvent> next = new HashMap<>(state.next());
            for (Trade trade : state.trades().trades()) {
                if (!trade.stage().unsuccessful()) {
                    trade.items().forEach(line -> owed.merge(line.item().id(), line.amount(), Integer::sum));
                }
                assertThat(next.remove(trade.id()) == null)
                        .isEqualTo(trade.stage().over());
            }
            assertThat(next).isEmpty();
            assertThat(taken).isEqualTo(owed);
        } while (!playing.isDone());
        playing.join();
        assertThat(merchant.trades().all()).hasSize(200);
    }
}
