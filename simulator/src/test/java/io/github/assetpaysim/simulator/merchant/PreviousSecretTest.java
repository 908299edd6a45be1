package io.github.assetpaysim.simulator.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.callback.transport.Reply;
import io.github.assetpaysim.simulator.callback.transport.Sender;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.dialect.CallbackEvent;
import io.github.assetpaysim.simulator.dialect.Secrets;
import io.github.assetpaysim.simulator.dialect.second.SecondDialect;
import io.github.assetpaysim.simulator.log.EventLog;
import io.github.assetpaysim.simulator.time.Scheduler;
import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** A dialect that signs with both secrets while a merchant changes over; the simulator's own has nothing of the kind. */
class PreviousSecretTest {
    private final Queue<String> signatures = new ConcurrentLinkedQueue<>();

    private String next(Merchant merchant, Trade trade, ControlEvent event) {
        merchant.trades().trigger(trade.id(), event);
        Universe.advance(merchant, Duration.ZERO);
        return signatures.remove();
    }

    @Test
    void a_change_of_the_secret_makes_the_old_one_the_previous_and_other_changes_do_not() {
        Sender sender = (to, request, transmission, timeout) -> {
            signatures.add(request.headers().get("X-AssetPay-Signature").replaceAll("=[^,]*", ""));
            return CompletableFuture.completedFuture(Reply.answer(200, Map.of(), new byte[0], false));
        };
        try (Scheduler scheduler = new Scheduler(error -> {})) {
            Shared around = new Shared(
                    scheduler, () -> Universe.START, sender, new SecondDialect(), new Catalogue(), EventLog.SILENT);
            Merchant merchant = new Merchant("shop", Universe.settings("shop"), InitialState.ORDINARY, around);
            EndUserClaims user = Universe.user(1);
            var items = List.of(Universe.depositable(merchant, user, Game.CS2).get(0));
            var opened = merchant.deposits().open(user, Universe.order(Game.CS2, null, items));
            opened.answered().run();
            Universe.advance(merchant, Duration.ZERO);
            assertThat(signatures.remove()).isEqualTo("t,id,s");

            merchant.change(settings -> settings.with(MerchantSettings.RETRY, null));
            merchant.change(settings -> settings.with(MerchantSettings.API_SECRET, "secret"));
            assertThat(next(merchant, opened.trade(), ControlEvent.SEND_OFFER)).isEqualTo("t,id,s");

            merchant.change(settings -> settings.with(MerchantSettings.API_SECRET, "another"));
            merchant.change(settings -> settings.with(MerchantSettings.RETRY, null));
            assertThat(next(merchant, opened.trade(), ControlEvent.ACCEPT)).isEqualTo("t,id,s,s1");
            merchant.close();

            try (Merchant other = new Merchant("shop", merchant.settings(), merchant.state(), around)) {
                assertThat(next(other, opened.trade(), ControlEvent.END_HOLD)).isEqualTo("t,id,s,s1");
            }
        }
    }

    /** Secrets are numbers here: the previous one is one less. */
    @Test
    void while_secrets_change_each_callback_knows_two_that_followed_each_other() throws Exception {
        Queue<Secrets> wrong = new ConcurrentLinkedQueue<>();
        SecondDialect dialect = new SecondDialect() {
            @Override
            public Map<String, String> headers(
                    CallbackEvent callback, byte[] body, int attempt, Instant at, Secrets secrets) {
                int current = Integer.parseInt(secrets.current());
                if (secrets.previous() != null && Integer.parseInt(secrets.previous()) != current - 1) {
                    wrong.add(secrets);
                }
                return super.headers(callback, body, attempt, at, secrets);
            }
        };
        Sender sender = (to, request, transmission, timeout) ->
                CompletableFuture.completedFuture(Reply.answer(200, Map.of(), new byte[0], false));
        try (Scheduler scheduler = new Scheduler(error -> {})) {
            Shared around =
                    new Shared(scheduler, () -> Universe.START, sender, dialect, new Catalogue(), EventLog.SILENT);
            Merchant merchant = new Merchant(
                    "shop",
                    Universe.settings("shop").with(MerchantSettings.API_SECRET, "0"),
                    InitialState.ORDINARY,
                    around);
            EndUserClaims user = Universe.user(1);
            var items = List.of(Universe.depositable(merchant, user, Game.CS2).get(0));
            merchant.deposits()
                    .open(user, Universe.order(Game.CS2, null, items))
                    .answered()
                    .run();
            Universe.advance(merchant, Duration.ZERO);
            String callback = merchant.journal().list(null).get(0).id();
            CompletableFuture<Void> changing = CompletableFuture.runAsync(() -> {
                for (int i = 1; i <= 100_000; i++) {
                    String next = String.valueOf(i);
                    merchant.change(settings -> settings.with(MerchantSettings.API_SECRET, next));
                }
            });
            for (int i = 0; i < 3_000 && !changing.isDone(); i++) {
                merchant.dispatcher().resend(callback, null).orElseThrow().join();
            }
            changing.join();
            merchant.close();
        }
        assertThat(wrong).isEmpty();
    }
}
