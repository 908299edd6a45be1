package io.github.assetpaysim.simulator.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.callback.transport.Reply;
import io.github.assetpaysim.simulator.callback.transport.Sender;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.dialect.second.SecondDialect;
import io.github.assetpaysim.simulator.log.EventLog;
import io.github.assetpaysim.simulator.time.Engine;
import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** A dialect that signs with both secrets while a merchant changes over; the simulator's own has nothing of the kind. */
class PreviousSecretTest {
    private final Queue<String> signatures = new ConcurrentLinkedQueue<>();

    private String next(Merchant merchant, Trade trade, WorldEvent event) {
        merchant.trades().trigger(trade.id(), event);
        Universe.advance(merchant, Duration.ZERO);
        return signatures.remove();
    }

    @Test
    void a_change_of_the_secret_makes_the_old_one_the_previous_and_other_changes_do_not() {
        Sender sender = (to, letter, manner, timeout) -> {
            signatures.add(letter.headers().get("X-AssetPay-Signature").replaceAll("=[^,]*", ""));
            return CompletableFuture.completedFuture(Reply.answer(200, Map.of(), new byte[0], false));
        };
        try (Engine engine = new Engine(error -> {})) {
            Surroundings around = new Surroundings(
                    engine, () -> Universe.START, sender, new SecondDialect(), new Catalogue(), EventLog.SILENT);
            Merchant merchant = new Merchant("shop", Universe.settings("shop"), Situation.ORDINARY, around);
            ClientClaims user = Universe.user(1);
            var items = List.of(Universe.depositable(merchant, user, Game.CS2).get(0));
            var opened = merchant.deposits().open(user, Universe.order(Game.CS2, null, items));
            opened.answered().run();
            Universe.advance(merchant, Duration.ZERO);
            assertThat(signatures.remove()).isEqualTo("t,id,s");

            merchant.change(settings -> settings.with(MerchantSettings.RETRY, null));
            merchant.change(settings -> settings.with(MerchantSettings.API_SECRET, "secret"));
            assertThat(next(merchant, opened.trade(), WorldEvent.SEND_OFFER)).isEqualTo("t,id,s");

            merchant.change(settings -> settings.with(MerchantSettings.API_SECRET, "another"));
            merchant.change(settings -> settings.with(MerchantSettings.RETRY, null));
            assertThat(next(merchant, opened.trade(), WorldEvent.ACCEPT)).isEqualTo("t,id,s,s1");
            merchant.close();

            try (Merchant other = new Merchant("shop", merchant.settings(), merchant.state(), around)) {
                assertThat(next(other, opened.trade(), WorldEvent.END_HOLD)).isEqualTo("t,id,s,s1");
            }
        }
    }
}
