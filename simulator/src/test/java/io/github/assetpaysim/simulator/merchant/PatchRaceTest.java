package io.github.assetpaysim.simulator.merchant;

import static io.github.assetpaysim.simulator.merchant.Universe.depositable;
import static io.github.assetpaysim.simulator.merchant.Universe.order;
import static io.github.assetpaysim.simulator.merchant.Universe.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.callback.Attempt;
import io.github.assetpaysim.simulator.callback.transport.CallbackUrl;
import io.github.assetpaysim.simulator.callback.transport.Reply;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.dialect.CallbackEvent;
import io.github.assetpaysim.simulator.dialect.Secrets;
import io.github.assetpaysim.simulator.dialect.second.SecondDialect;
import io.github.assetpaysim.simulator.log.EventLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Settings that are changed while callbacks are on their way. */
class PatchRaceTest {
    private static final int ROUNDS = 5_000;
    private static final String HERE = "http://here.test/";
    private static final String THERE = "http://there.test/";

    private final Universe universe = new Universe();

    @AfterEach
    void stop() {
        universe.close();
    }

    /** Shows in its headers what it signs with. */
    private static final class Telling extends SecondDialect {
        @Override
        public Map<String, String> headers(
                CallbackEvent callback, byte[] body, int attempt, Instant at, Secrets secrets) {
            return Map.of("Secret", secrets.current());
        }
    }

    private static MerchantSettings moved(MerchantSettings settings, String url) {
        return settings.with(MerchantSettings.API_SECRET, url)
                .with(MerchantSettings.CALLBACK_URL, CallbackUrl.parse(url));
    }

    private Merchant merchant() {
        Shared around = universe.around;
        return new Merchant(
                "moving",
                moved(Universe.settings("moving"), HERE),
                InitialState.ORDINARY,
                new Shared(
                        around.scheduler(),
                        around.wall(),
                        (to, request, transmission, timeout) ->
                                CompletableFuture.completedFuture(Reply.answer(200, Map.of(), new byte[0], false)),
                        new Telling(),
                        around.catalogue(),
                        EventLog.SILENT));
    }

    @Test
    void no_attempt_goes_to_one_url_with_the_secret_that_came_with_another() throws Exception {
        AtomicBoolean end = new AtomicBoolean();
        try (Merchant merchant = merchant()) {
            merchant.deposits()
                    .open(
                            user(1),
                            order(
                                    Game.RUST,
                                    null,
                                    List.of(depositable(merchant, user(1), Game.RUST)
                                            .get(0))))
                    .answered()
                    .run();
            Universe.advance(merchant, Duration.ZERO);
            String id = merchant.journal().list(null).get(0).id();
            CompletableFuture<Void> moving = CompletableFuture.runAsync(() -> {
                while (!end.get()) {
                    merchant.change(settings -> moved(settings, THERE));
                    merchant.change(settings -> moved(settings, HERE));
                }
            });
            for (int round = 0; round < ROUNDS; round++) {
                Attempt attempt =
                        merchant.dispatcher().resend(id, null).orElseThrow().get(20, TimeUnit.SECONDS);
                assertThat(attempt.headers())
                        .as("round " + round)
                        .containsEntry("Secret", attempt.url().toString());
            }
            end.set(true);
            moving.get(20, TimeUnit.SECONDS);
        } finally {
            end.set(true);
        }
    }
}
