package io.github.assetpaysim.simulator.merchant;

import static io.github.assetpaysim.simulator.merchant.Universe.depositable;
import static io.github.assetpaysim.simulator.merchant.Universe.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.catalog.Profile;
import io.github.assetpaysim.simulator.catalog.SteamOutcome;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.SteamAccount;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user's account can do is the same for deposits, for withdrawals and for who checks his trade URL. */
class AccountsTest {
    private static final String USER = "76561198012345678";

    /** Each game's deposit and withdrawal, then the check; whether he can trade where it says so. */
    @ParameterizedTest
    @CsvSource({
        "ORDINARY,     ORDINARY, ACCEPT, made,               made,               NORMAL,            true",
        "ORDINARY,     ORDINARY, ESCROW, made,               made,               NORMAL,            false",
        "CANNOT_TRADE, ORDINARY, ACCEPT, USER_NOT_TRADEABLE, USER_NOT_TRADEABLE, NORMAL,            false",
        "UNREACHABLE,  ORDINARY, ACCEPT, INVALID_TRADEURL,   INVALID_TRADEURL,   USER_NOT_FOUND,    ",
        "CS2_BANNED,   ORDINARY, ACCEPT, USER_NOT_TRADEABLE, made,               CS2_BANNED,        true",
        "RUST_BANNED,  ORDINARY, ACCEPT, made,               USER_NOT_TRADEABLE, RUST_BANNED,       true",
        "BANNED,       ORDINARY, ACCEPT, USER_NOT_TRADEABLE, USER_NOT_TRADEABLE, BANNED,            false",
        "UNKNOWN,      ORDINARY, ACCEPT, made,               made,               UNKNOWN_ERROR,     ",
        "CS2_BANNED,   PRIVATE,  ACCEPT, USER_NOT_TRADEABLE, made,               CS2_BANNED,        true",
        "CANNOT_TRADE, PRIVATE,  ACCEPT, USER_NOT_TRADEABLE, USER_NOT_TRADEABLE, INVENTORY_PRIVATE, ",
        "ORDINARY,     PRIVATE,  ACCEPT, made,               made,               INVENTORY_PRIVATE, "
    })
    void what_an_account_can_do_is_the_same_everywhere(
            Profile.Account account,
            Profile.Contents contents,
            SteamOutcome outcome,
            String inCs2,
            String inRust,
            TradeUrlCheck.State state,
            Boolean canTrade) {
        try (Universe universe = new Universe();
                Merchant merchant = universe.merchant()) {
            EndUserClaims client = new EndUserClaims(USER, SteamAccount.tradeUrl(USER), null, null);
            List<Item> cs2 = depositable(merchant, client, Game.CS2);
            List<Item> rust = depositable(merchant, client, Game.RUST);
            merchant.users()
                    .setProfile(
                            USER,
                            new Profile(outcome, contents, List.of(), account, Profile.ORDINARY.collateral(), false));
            boolean hidden = contents == Profile.Contents.PRIVATE;

            assertThat(withdrawn(merchant, client, Game.CS2)).isEqualTo(inCs2);
            assertThat(withdrawn(merchant, client, Game.RUST)).isEqualTo(inRust);
            assertThat(deposited(merchant, client, Game.CS2, cs2))
                    .isEqualTo(hidden && inCs2.equals("made") ? "INVENTORY_PRIVATE" : inCs2);
            assertThat(deposited(merchant, client, Game.RUST, rust))
                    .isEqualTo(hidden && inRust.equals("made") ? "INVENTORY_PRIVATE" : inRust);
            TradeUrlCheck check = merchant.users().check(client.tradeUrl(), false);
            assertThat(check.state()).isEqualTo(state);
            assertThat(check.state().judged()).isEqualTo(canTrade != null);
            if (canTrade != null) {
                assertThat(check.canTrade()).isEqualTo(canTrade);
            }
        }
    }

    private static String made(Supplier<Opened> request) {
        try {
            request.get().answered().run();
            return "made";
        } catch (Refusal e) {
            return e.code().name();
        }
    }

    private static String deposited(Merchant merchant, EndUserClaims client, Game game, List<Item> items) {
        return made(() -> merchant.deposits().open(client, order(game, null, items.subList(0, 1))));
    }

    private static String withdrawn(Merchant merchant, EndUserClaims client, Game game) {
        Item item = merchant.market()
                .search(new ItemQuery(game, false, null, null, null, null, 1, 1))
                .items()
                .get(0);
        WithdrawalOrder.Line line = new WithdrawalOrder.Line(
                item.id(),
                item.supply().market(),
                item.offer().price(),
                item.offer().reference());
        return made(() -> merchant.withdrawals().open(client, new WithdrawalOrder(game, List.of(line), null)));
    }
}
