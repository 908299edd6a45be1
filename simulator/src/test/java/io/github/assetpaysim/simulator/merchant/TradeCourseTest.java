package io.github.assetpaysim.simulator.merchant;

import static io.github.assetpaysim.simulator.support.Trades.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.SteamOutcome;
import io.github.assetpaysim.simulator.merchant.Trades.NextEvent;
import io.github.assetpaysim.simulator.support.Trades;
import io.github.assetpaysim.simulator.trade.Lifecycle;
import io.github.assetpaysim.simulator.trade.Stage;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeEvent;
import io.github.assetpaysim.simulator.trade.TradeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TradeCourseTest {
    private static final Duration OFFER_EXPIRY = Duration.ofMinutes(30);

    /** Times count from the creation. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ACCEPT  | CS2  | OFFERED PT2S, ACCEPTED PT32S, PROTECTED PT32S, COMPLETED PT168H32S
            ACCEPT  | RUST | OFFERED PT2S, ACCEPTED PT32S, COMPLETED PT32S
            ACCEPT_AT_ONCE | CS2  | OFFERED PT2S, ACCEPTED PT2S, PROTECTED PT2S, COMPLETED PT168H2S
            ACCEPT_AT_ONCE | RUST | OFFERED PT2S, ACCEPTED PT2S, COMPLETED PT2S
            DECLINE | CS2  | OFFERED PT2S, DECLINED PT32S
            DECLINE | RUST | OFFERED PT2S, DECLINED PT32S
            IGNORE  | CS2  | OFFERED PT2S, EXPIRED PT30M2S
            IGNORE  | RUST | OFFERED PT2S, EXPIRED PT30M2S
            FAIL    | CS2  | FAILED PT2S
            FAIL    | RUST | FAILED PT2S
            ESCROW  | CS2  | OFFERED PT2S, ACCEPTED PT32S, ESCROWED PT32S, PROTECTED PT360H32S, COMPLETED PT528H32S
            ESCROW  | RUST | OFFERED PT2S, ACCEPTED PT32S, ESCROWED PT32S, COMPLETED PT360H32S
            REVERT  | CS2  | OFFERED PT2S, ACCEPTED PT32S, PROTECTED PT32S, REVERTED PT24H32S
            REVERT  | RUST | OFFERED PT2S, ACCEPTED PT32S, COMPLETED PT32S
            """)
    void a_deposit_left_alone_lives_like_this(SteamOutcome outcome, Game game, String life) {
        assertThat(String.join(", ", life(game, outcome, OFFER_EXPIRY))).isEqualTo(life);
    }

    @ParameterizedTest
    @CsvSource({"PT10S, EXPIRED PT12S", "PT30S, EXPIRED PT32S", "PT30.001S, ACCEPTED PT32S", "PT31S, ACCEPTED PT32S"})
    void an_offer_that_expires_before_the_user_would_answer_is_not_accepted(Duration expiry, String then) {
        assertThat(life(Game.CS2, SteamOutcome.ACCEPT, expiry).get(1)).isEqualTo(then);
    }

    @ParameterizedTest
    @EnumSource(SteamOutcome.class)
    void every_planned_event_is_one_the_life_cycle_has(SteamOutcome outcome) {
        for (Game game : Game.values()) {
            for (Stage stage : Stage.values()) {
                List<TradeEvent> possible = Lifecycle.possible(TradeKind.DEPOSIT, game, stage);
                Trade trade = Trades.in(Trades.deposit(game), TradeKind.DEPOSIT, stage);
                Optional<NextEvent> next = TradeCourse.next(trade, outcome, OFFER_EXPIRY);
                if (!possible.isEmpty() && !stage.over()) {
                    assertThat(next).as("%s in %s", outcome, stage).isPresent();
                    assertThat(possible).contains(next.orElseThrow().event());
                }
                if (stage.over()) {
                    assertThat(next).isEmpty();
                }
            }
        }
    }

    @Test
    void a_deposit_that_a_bot_prepares_is_offered_as_well() {
        Trade preparing = Trades.deposit(Game.CS2).after(TradeEvent.PREPARE, START, null);

        assertThat(TradeCourse.next(preparing, SteamOutcome.ACCEPT, OFFER_EXPIRY))
                .contains(new NextEvent(TradeEvent.SEND_OFFER, START.plusSeconds(2)));
    }

    private static List<String> life(Game game, SteamOutcome outcome, Duration offerExpiry) {
        List<String> life = new ArrayList<>();
        Trade trade = Trades.deposit(game);
        Optional<NextEvent> next = TradeCourse.next(trade, outcome, offerExpiry);
        while (next.isPresent()) {
            Instant at = next.get().due();
            trade = trade.after(next.get().event(), at, null);
            life.add(trade.stage() + " " + Duration.between(START, at));
            next = TradeCourse.next(trade, outcome, offerExpiry);
        }
        return life;
    }
}
