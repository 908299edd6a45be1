package io.github.assetpaysim.simulator.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.support.Trades;
import io.github.assetpaysim.simulator.text.Words;
import io.github.assetpaysim.simulator.trade.Stage;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlEventTest {
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "DEPOSIT    | CS2  | CREATED   | send-offer, fail, cancel, complete",
                "DEPOSIT    | RUST | CREATED   | send-offer, fail, cancel, complete",
                "DEPOSIT    | CS2  | PREPARING | send-offer, fail, cancel, complete",
                "DEPOSIT    | CS2  | OFFERED   | accept, decline, expire, fail, cancel, escrow, complete",
                "DEPOSIT    | RUST | OFFERED   | accept, decline, expire, fail, cancel, escrow, complete",
                "DEPOSIT    | CS2  | ACCEPTED  | fail, cancel, escrow, complete",
                "DEPOSIT    | CS2  | ESCROWED  | fail, cancel, end-hold, complete",
                "DEPOSIT    | RUST | ESCROWED  | fail, cancel, end-hold, complete",
                "DEPOSIT    | CS2  | PROTECTED | fail, cancel, end-hold, revert, complete",
                "DEPOSIT    | CS2  | COMPLETED | revert",
                "DEPOSIT    | RUST | COMPLETED | ''",
                "WITHDRAWAL | CS2  | CREATED   | fail, cancel",
                "WITHDRAWAL | RUST | CREATED   | fail, cancel",
                "WITHDRAWAL | CS2  | PREPARING | send-offer, fail, cancel, complete",
                "WITHDRAWAL | RUST | PREPARING | send-offer, fail, cancel, complete",
                "WITHDRAWAL | CS2  | OFFERED   | accept, decline, expire, fail, cancel, escrow, complete",
                "WITHDRAWAL | RUST | OFFERED   | accept, decline, expire, fail, cancel, escrow, complete",
                "WITHDRAWAL | CS2  | ACCEPTED  | fail, cancel, escrow, complete",
                "WITHDRAWAL | CS2  | ESCROWED  | fail, cancel, end-hold, complete",
                "WITHDRAWAL | CS2  | PROTECTED | fail, cancel, end-hold, revert, complete",
                "WITHDRAWAL | CS2  | COMPLETED | revert",
                "WITHDRAWAL | RUST | COMPLETED | ''",
                "WITHDRAWAL | CS2  | REJECTED  | ''",
                "WITHDRAWAL | CS2  | REVERTED  | ''",
                "DEPOSIT    | CS2  | FAILED    | ''",
                "WITHDRAWAL | CS2  | CANCELED  | ''",
            })
    void what_can_happen_to_a_trade_is_named_whenever_something_else_cannot(
            TradeKind kind, Game game, Stage stage, String possible) {
        Trade trade = Trades.in(Trades.deposit(game), kind, stage);

        assertThat(ControlEvent.spelled(ControlEvent.possible(trade))).isEqualTo(possible);
        for (ControlEvent event : ControlEvent.values()) {
            if (!ControlEvent.possible(trade).contains(event)) {
                assertThat(event.whyNot(trade))
                        .startsWith("'" + Words.of(event) + "' cannot happen to a ")
                        .contains(
                                possible.isEmpty() ? "; nothing can any more. " : "; possible are " + possible + ". ");
            }
        }
    }
}
