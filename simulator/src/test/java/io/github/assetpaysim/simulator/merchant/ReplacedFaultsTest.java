package io.github.assetpaysim.simulator.merchant;

import static io.github.assetpaysim.simulator.merchant.Universe.depositable;
import static io.github.assetpaysim.simulator.merchant.Universe.order;
import static io.github.assetpaysim.simulator.merchant.Universe.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.control.FaultReader;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.log.EventLog;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Plans of faults that take the place of others. */
class ReplacedFaultsTest {
    private static final Map<String, Object> DUPLICATE = Map.of(
            "faults", List.of(Map.of("trigger", Map.of("on", "callback"), "fault", Map.of("name", "duplicate"))));

    @Test
    void a_fault_that_is_said_to_have_never_struck_does_not_strike_any_more() {
        AtomicReference<Runnable> whenSaid = new AtomicReference<>(() -> {});
        EventLog log = new EventLog() {
            @Override
            public void line(String line) {
                if (line.contains("never struck")) {
                    whenSaid.get().run();
                }
            }

            @Override
            public void bug(String where, Throwable error) {
                throw new AssertionError(where, error);
            }
        };
        try (Universe universe = new Universe()) {
            Shared around = universe.around;
            Merchant merchant = new Merchant(
                    "planned",
                    Universe.settings("planned"),
                    InitialState.ORDINARY,
                    new Shared(
                            around.scheduler(),
                            around.wall(),
                            around.sender(),
                            around.dialect(),
                            around.catalogue(),
                            log));
            merchant.plan(new FaultReader(around.dialect()).read(Fields.of(DUPLICATE)));
            DepositOrder one = order(
                    Game.RUST, null, depositable(merchant, user(1), Game.RUST).subList(0, 1));
            whenSaid.set(() -> merchant.deposits().open(user(1), one).answered().run());

            merchant.plan(List.of());

            assertThat(merchant.journal().list(null))
                    .hasSize(1)
                    .allMatch(each -> each.plan().struck().isEmpty());
            whenSaid.set(() -> {});
            merchant.close();
        }
    }
}
