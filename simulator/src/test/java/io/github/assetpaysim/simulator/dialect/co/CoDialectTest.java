package io.github.assetpaysim.simulator.dialect.co;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.dialect.CallbackEvent;
import io.github.assetpaysim.simulator.dialect.PlannedMutation;
import io.github.assetpaysim.simulator.dialect.Secrets;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.support.Trades;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoDialectTest {
    private final CoDialect dialect = new CoDialect("sender");

    private Iterable<String> headersOf(CallbackEvent callback) {
        return dialect.headers(callback, new byte[0], 1, Trades.START, new Secrets("s", null))
                .keySet();
    }

    @Test
    void headers_are_sent_in_one_order_in_every_jvm_also_when_a_fault_sets_one() {
        CallbackEvent callback = new CallbackEvent("c", Trades.deposit(Game.CS2), "INITIATED", Trades.START, List.of());
        PlannedMutation wrong = dialect.mutations().stream()
                .filter(each -> each.name().equals("wrong-content-type"))
                .map(each -> PlannedMutation.of(each, Values.NONE))
                .findFirst()
                .orElseThrow();

        assertThat(headersOf(callback)).containsExactly("Content-Type", "User-Agent");
        assertThat(headersOf(callback.edited(wrong))).containsExactly("Content-Type", "User-Agent");
    }
}
