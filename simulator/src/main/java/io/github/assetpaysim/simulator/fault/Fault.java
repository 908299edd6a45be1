package io.github.assetpaysim.simulator.fault;

import io.github.assetpaysim.simulator.callback.DeliveryPlan;
import io.github.assetpaysim.simulator.dialect.CallbackEvent;
import io.github.assetpaysim.simulator.setting.Values;
import java.util.List;

/** A fault as it was planned: a kind, and what it was told. Immutable. */
public record Fault(FaultKind kind, Values values) {

    /** Whether it can do anything to that callback. */
    boolean fits(CallbackEvent callback) {
        return kind.fits().test(values, callback);
    }

    /** What is sent instead of what was planned; every plan that the fault touched bears its name. */
    List<DeliveryPlan> strike(List<DeliveryPlan> planned) {
        return kind.onCallbacks().apply(values).apply(planned).stream()
                .map(after -> planned.contains(after) ? after : after.struckBy(kind.name()))
                .toList();
    }

    ApiFault onRequest() {
        return kind.onRequests().apply(values).named(kind.name());
    }
}
