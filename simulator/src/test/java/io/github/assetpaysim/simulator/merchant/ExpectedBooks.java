package io.github.assetpaysim.simulator.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.callback.transport.Reply;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Inventory;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.support.Rows;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Stage;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeEvent;
import io.github.assetpaysim.simulator.trade.TradeItem;
import io.github.assetpaysim.simulator.trade.TradeKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What must be true of one merchant, kept beside it from what was asked for, answered and announced. */
final class ExpectedBooks {
    private static final Set<String> TRANSITIONS = Rows.of("life-cycle/transitions.json").stream()
            .flatMap(row -> Rows.elements(row.required("games"))
                    .map(game -> String.join(
                            " ",
                            game.textValue(),
                            row.required("kind").textValue(),
                            row.required("from").textValue(),
                            row.required("event").textValue(),
                            row.required("to").textValue())))
            .collect(Collectors.toSet());

    Merchant merchant;
    private final Universe universe;
    private final Set<String> met;
    /** By user: the ids of his trades. */
    private final Map<String, Set<String>> opened = new HashMap<>();
    /** What the merchant has at AssetPay, and what its withdrawals have taken from it. */
    private Usd put;

    /** By trade: what the merchant answered when it was asked to approve. */
    private final Map<String, List<Integer>> verdicts = new ConcurrentHashMap<>();
    /** What users have paid for withdrawals, as a merchant keeps it that follows docs/withdrawals.md. */
    private final Map<String, Usd> debits = new ConcurrentHashMap<>();

    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> received = new ConcurrentHashMap<>();
    private final Map<String, List<Item>> owned = new HashMap<>();

    ExpectedBooks(Universe universe, Merchant merchant, Set<String> met) {
        this.universe = universe;
        this.merchant = merchant;
        this.met = met;
        this.put = merchant.withdrawals().balance().total();
    }

    /** A trade is made, or nothing changes. */
    void opens(EndUserClaims client, Supplier<Opened> request) {
        MerchantState before = merchant.state();
        Usd exposed = exposure(client.steamId());
        Usd available = merchant.withdrawals().balance().available();
        try {
            Opened made = request.get();
            Trade trade = made.trade();
            opened.computeIfAbsent(client.steamId(), id -> new HashSet<>()).add(trade.id());
            if (trade.exposed()) {
                Usd granted = merchant.users()
                        .state(client.steamId())
                        .profile()
                        .collateral()
                        .available(exposed);
                assertThat(trade.split().preCredit())
                        .isEqualTo(trade.totalPrice().min(granted));
            }
            if (trade.kind() == TradeKind.WITHDRAWAL) {
                assertThat(trade.totalPrice()).isLessThanOrEqualTo(available);
            }
            made.answered().run();
        } catch (Refusal e) {
            MerchantState after = merchant.state();
            assertThat(List.of(after.trades(), after.next(), after.taken(), after.balance()))
                    .as("claimed by a refused request")
                    .isEqualTo(List.of(before.trades(), before.next(), before.taken(), before.balance()));
            assertThat(taken(after)).isEqualTo(taken(before));
            throw e;
        }
    }

    void setBalance(Usd total) {
        Usd reserved = sum(Trade::awaitsVerdict);
        if (total.compareTo(reserved) < 0) {
            met.add("balance refused");
            assertThatThrownBy(() -> merchant.withdrawals().setBalance(total))
                    .isInstanceOf(IllegalArgumentException.class);
        } else {
            merchant.withdrawals().setBalance(total);
            put = total.plus(sum(ExpectedBooks::isPaid));
        }
    }

    /** Puts another merchant in the place of this one that begins where this one stands. */
    void goOn() {
        MerchantState state = merchant.state();
        merchant.close();
        merchant = universe.goOn(merchant, state);
    }

    boolean isGate(JsonNode trade) {
        return text(trade, "type").equals("WITHDRAW") && text(trade, "status").equals("INITIATED");
    }

    /** A callback has come: how often it did. */
    int received(JsonNode trade) {
        if (trade.has("preCredit") || trade.has("pendingCredit")) {
            assertThat(text(trade, "type")).isEqualTo("DEPOSIT");
            assertThat(trade.required("preCredit")
                            .decimalValue()
                            .add(trade.required("pendingCredit").decimalValue()))
                    .isEqualByComparingTo(trade.required("totalPrice").decimalValue());
        }
        if (Set.of("FAILED", "CANCELED", "DECLINED", "REVERTED").contains(text(trade, "status"))) {
            ended.add(text(trade, "id"));
            debits.remove(text(trade, "id"));
        }
        return received.merge(text(trade, "id") + " " + text(trade, "status"), 1, Integer::sum);
    }

    void answered(JsonNode trade, Reply reply) {
        if (isGate(trade)) {
            String id = text(trade, "id");
            int status = reply.status() == null ? 0 : reply.status();
            verdicts.computeIfAbsent(id, each -> new ArrayList<>()).add(status);
            if (status == 200 && !ended.contains(id)) {
                debits.put(id, Usd.of(trade.required("totalPrice").decimalValue()));
            }
        }
    }

    private static String text(JsonNode trade, String member) {
        return trade.required(member).textValue();
    }

    private static boolean isPaid(Trade trade) {
        return trade.approved() && !trade.stage().unsuccessful();
    }

    private Usd sum(Predicate<Trade> which) {
        return merchant.trades().all().stream()
                .filter(which)
                .map(Trade::totalPrice)
                .reduce(Usd.ZERO, Usd::plus);
    }

    private Usd exposure(String steamId) {
        return merchant.trades().all().stream()
                .filter(trade -> trade.client().steamId().equals(steamId) && trade.exposed())
                .map(trade -> trade.split().preCredit())
                .reduce(Usd.ZERO, Usd::plus);
    }

    void check() {
        checkMoney();
        checkClaims();
        merchant.trades().all().forEach(this::checkTrade);
        opened.keySet().forEach(this::checkHistory);
    }

    private void checkMoney() {
        Usd total = merchant.withdrawals().balance().total();
        Usd reserved = merchant.withdrawals().balance().reserved();
        assertThat(total.plus(sum(ExpectedBooks::isPaid)))
                .as("balance and what was taken")
                .isEqualTo(put);
        assertThat(reserved).as("reserved").isEqualTo(sum(Trade::awaitsVerdict));
        assertThat(total).as("balance").isGreaterThanOrEqualTo(reserved);
        assertThat(debits.values().stream().reduce(Usd.ZERO, Usd::plus))
                .as("what users have paid is what AssetPay has taken")
                .isEqualTo(sum(ExpectedBooks::isPaid));
        merchant.state()
                .users()
                .keySet()
                .forEach(steamId -> assertThat(merchant.users().state(steamId).collateral())
                        .isEqualTo(merchant.users()
                                .state(steamId)
                                .profile()
                                .collateral()
                                .available(exposure(steamId))));
    }

    private void checkClaims() {
        Set<String> listings = new HashSet<>();
        Map<String, Integer> items = new HashMap<>();
        Set<String> externalIds = new HashSet<>();
        for (Trade trade : merchant.trades().all()) {
            if (trade.externalId() != null) {
                assertThat(externalIds.add(trade.externalId())).isTrue();
            }
            for (TradeItem line : trade.stage().unsuccessful() ? List.<TradeItem>of() : trade.items()) {
                if (trade.kind() == TradeKind.WITHDRAWAL) {
                    assertThat(listings.add(line.item().id())).as("sold once").isTrue();
                } else {
                    assertThat(items.merge(line.item().id(), line.amount(), Integer::sum))
                            .as("deposited once")
                            .isLessThanOrEqualTo(owned(trade, line.item().id()));
                }
            }
        }
        MerchantState state = merchant.state();
        assertThat(state.taken()).isEqualTo(listings);
        assertThat(taken(state)).isEqualTo(items);
    }

    private int owned(Trade trade, String itemId) {
        return owned(trade.client().steamId(), trade.game()).stream()
                .filter(item -> item.id().equals(itemId))
                .findFirst()
                .orElseThrow()
                .amount();
    }

    /** What the user has on Steam as long as he has deposited nothing. */
    List<Item> owned(String steamId, Game game) {
        return owned.computeIfAbsent(
                steamId + game, user -> universe.around.catalogue().ownedBy(steamId, game));
    }

    private static Map<String, Integer> taken(MerchantState state) {
        Map<String, Integer> taken = new HashMap<>();
        state.users().values().stream()
                .map(EndUserAccount.State::inventories)
                .flatMap(inventories -> inventories.values().stream())
                .map(Inventory::taken)
                .forEach(taken::putAll);
        return taken;
    }

    private void checkTrade(Trade trade) {
        met.add(trade.kind() + " " + trade.stage());
        List<Trade> life = trade.life();
        for (int i = 1; i < life.size(); i++) {
            Trade before = life.get(i - 1);
            Trade after = life.get(i);
            TradeEvent event = trade.history().get(i).event();
            assertThat(TRANSITIONS)
                    .contains(trade.game().appId() + " " + trade.kind() + " " + before.stage() + " " + event + " "
                            + after.stage());
            assertThat(after.updatedAt()).isAfterOrEqualTo(before.updatedAt());
        }
        assertThat(trade.history().get(0).stage()).isEqualTo(Stage.CREATED);
        assertThat(trade.merchantId()).isEqualTo(merchant.credentials().merchantId());
        // Retries and what is resent come again; each first attempt comes after the one before.
        assertThat(universe.sent(trade.id()).stream().distinct().toList())
                .as("announced of " + trade)
                .isEqualTo(life.stream().map(merchant::status).distinct().toList());
        if (trade.kind() == TradeKind.WITHDRAWAL) {
            checkVerdict(trade);
        }
    }

    /** The first conclusive answer decides; after three that are not, nobody waits for one any more. */
    private void checkVerdict(Trade trade) {
        List<Integer> answers = verdicts.get(trade.id());
        List<Integer> failed = answers.stream()
                .takeWhile(status -> status != 200 && (status / 100 != 4 || status == 408 || status == 429))
                .toList();
        Integer verdict = failed.size() < answers.size() ? answers.get(failed.size()) : null;
        TradeEvent first = trade.history().size() > 1 ? trade.history().get(1).event() : null;
        if (first == TradeEvent.APPROVE) {
            assertThat(verdict).as("answers %s", answers).isEqualTo(200);
        } else if (first == TradeEvent.REJECT && failed.size() < 3) {
            assertThat(verdict).as("answers %s", answers).isBetween(400, 499);
        } else if (first == null) {
            assertThat(verdict).as("answers %s", answers).isNull();
        }
    }

    private void checkHistory(String steamId) {
        Map<String, Trade> all = new LinkedHashMap<>();
        merchant.trades().all().forEach(trade -> all.put(trade.id(), trade));
        for (Game game : Game.values()) {
            for (TradeKind kind : TradeKind.values()) {
                assertThat(merchant.trades().of(steamId, game, kind))
                        .isEqualTo(opened.get(steamId).stream()
                                .map(all::get)
                                .filter(trade -> trade.game() == game && trade.kind() == kind)
                                .sorted(Comparator.comparing(Trade::createdAt)
                                        .thenComparing(Trade::id)
                                        .reversed())
                                .toList());
            }
        }
    }

    /** What is shown for sale, and as the user's own. */
    void checkShown(EndUserClaims client, Game game, boolean refresh) {
        Set<String> taken = merchant.state().taken();
        ItemQuery everything = new ItemQuery(game, refresh, null, null, null, null, 1, ItemQuery.ALL);
        assertThat(merchant.market().search(everything).items())
                .isNotEmpty()
                .allMatch(item -> !taken.contains(item.id()) && item.offer() != null);
        Map<String, Integer> items = taken(merchant.state());
        Users.InventoryPage page = merchant.users().inventory(client, everything);
        List<Item> owned = owned(client.steamId(), game);
        assertThat(page.items().stream().collect(Collectors.toMap(Item::id, Item::amount)))
                .isEqualTo(owned.stream()
                        .filter(item -> item.amount() > items.getOrDefault(item.id(), 0))
                        .collect(Collectors.toMap(Item::id, item -> item.amount() - items.getOrDefault(item.id(), 0))));
    }

    /** Once nobody does anything any more. */
    void checkAllIsOver() {
        assertThat(merchant.trades().all()).allMatch(trade -> trade.stage().over());
        assertThat(merchant.timeline().pending()).isZero();
        assertThat(merchant.withdrawals().balance().reserved()).isEqualTo(Usd.ZERO);
    }
}
