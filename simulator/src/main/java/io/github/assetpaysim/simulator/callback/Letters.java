package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.shipment.Letter;
import io.github.assetpaysim.simulator.shipment.Protocol;
import java.util.Optional;

/**
 * The bytes of each delivery: rendered for its first attempt, the same for all others and for its copies. Thread-safe: when two
 * attempts render at the same time, the {@link Journal} takes the first letter in one step, and both go on with that one.
 */
final class Letters {
    private final Protocol protocol;
    private final Journal journal;

    Letters(Protocol protocol, Journal journal) {
        this.protocol = protocol;
        this.journal = journal;
    }

    /** The delivery's letter; if it has none yet, signed with the secret of {@code now}. */
    Letter of(Delivery delivery, Courier.Terms now) {
        if (delivery.letter() != null) {
            return delivery.letter();
        }
        Letter mine = Optional.ofNullable(delivery.copyOf())
                .flatMap(journal::find)
                .map(Delivery::letter)
                .orElseGet(() -> protocol.letter(delivery.shipment(), now.secret(), now.assumptions()));
        return journal.update(delivery.id(), each -> each.letter() != null ? each : each.rendered(mine))
                .map(Delivery::letter)
                .orElse(mine);
    }
}
