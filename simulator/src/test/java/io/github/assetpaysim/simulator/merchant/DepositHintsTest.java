package io.github.assetpaysim.simulator.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.trade.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DepositHintsTest {

    @Test
    void a_refusal_carries_the_item_it_is_about_and_a_hint_beside_its_message() {
        try (Universe universe = new Universe();
                Merchant merchant = universe.merchant()) {
            List<Item> items = Universe.depositable(merchant, Universe.user(1), Game.CS2);
            Item rust =
                    Universe.depositable(merchant, Universe.user(1), Game.RUST).get(0);

            Refusal refusal = refusal(merchant, Universe.order(Game.CS2, null, List.of(items.get(0), rust)));

            assertThat(refusal.code()).isEqualTo(Refusal.Reason.ITEMS_UNAVAILABLE);
            assertThat(refusal.subject()).isEqualTo(Refusal.Subject.item(1, rust.id()));
            assertThat(refusal.hint()).isEqualTo("The item belongs to another game: send \"game\": \"252490\".");
            assertThat(refusal.getMessage()).doesNotContain(refusal.hint());
        }
    }

    @Test
    void a_refusal_about_no_item_has_no_hint() {
        try (Universe universe = new Universe();
                Merchant merchant = universe.merchant()) {
            List<Item> items = Universe.depositable(merchant, Universe.user(1), Game.CS2);
            merchant.deposits().open(Universe.user(1), Universe.order(Game.CS2, "order-1", items.subList(0, 1)));

            Refusal refusal = refusal(merchant, Universe.order(Game.CS2, "order-1", items.subList(1, 2)));

            assertThat(refusal.code()).isEqualTo(Refusal.Reason.EXTERNAL_ID_EXISTS);
            assertThat(refusal.subject()).isEqualTo(Refusal.Subject.field("externalId"));
            assertThat(refusal.hint()).isNull();
        }
    }

    /** Both a wrong game and an earlier trade of the stack fit; which one is likelier depends on whether copies are left. */
    @ParameterizedTest
    @CsvSource({"true, The item belongs to another game", "false, The item lies in trade"})
    void of_two_hints_that_fit_the_likelier_is_given(boolean copiesAreLeft, String hint) {
        try (Universe universe = new Universe();
                Merchant merchant = universe.merchant()) {
            Item stack = Universe.depositable(merchant, Universe.user(1), Game.RUST).stream()
                    .filter(item -> item.amount() > 1 && item.offer().maxAmount() >= item.amount())
                    .findFirst()
                    .orElseThrow();
            int taken = copiesAreLeft ? stack.amount() - 1 : stack.amount();
            merchant.deposits().open(Universe.user(1), some(Game.RUST, stack, taken));

            Refusal refusal = refusal(merchant, some(Game.CS2, stack, 1));

            assertThat(refusal.hint()).startsWith(hint);
        }
    }

    private static DepositOrder some(Game game, Item item, int amount) {
        return new DepositOrder(game, List.of(new DepositOrder.Line(item.id(), null, null, amount)), null, true);
    }

    private static Refusal refusal(Merchant merchant, DepositOrder order) {
        return catchThrowableOfType(Refusal.class, () -> merchant.deposits().open(Universe.user(1), order));
    }
}
